// Reports once that the page was looked at: visible for two seconds, on paper of the reader's own.
// <script src=".../seen.js" data-seen="<address of the item>/@@seen" defer></script>
(() => {
  const address = document.currentScript && document.currentScript.dataset.seen;
  if (!address || !navigator.sendBeacon) return;
  let timer = null;
  const stop = () => { clearTimeout(timer); timer = null; };
  const look = () => {
    stop();
    if (document.visibilityState !== "visible") return;
    timer = setTimeout(() => {
      document.removeEventListener("visibilitychange", look);
      navigator.sendBeacon(address);
    }, 2000);
  };
  document.addEventListener("visibilitychange", look);
  look();
})();
