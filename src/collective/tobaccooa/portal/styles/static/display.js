// Before the first paint: large text and high contrast as kept in the browser, and grey on days of
// mourning. Loaded in the head without defer; small on purpose.
(function () {
  "use strict";
  var root = document.documentElement;

  // 1. Display: buttons [data-display="size:large"] and [data-display="contrast:high"].
  var VALUES = { size: "large", contrast: "high" };
  var PREFIX = "oa-display-";

  function stored(name) {
    try {
      return localStorage.getItem(PREFIX + name) === VALUES[name];
    } catch (error) {
      return false; // storage is switched off: the buttons still work for this page
    }
  }

  function keep(name, on) {
    try {
      if (on) localStorage.setItem(PREFIX + name, VALUES[name]);
      else localStorage.removeItem(PREFIX + name);
    } catch (error) {
      // nothing to do: see above
    }
  }

  function show(name, on) {
    if (on) root.setAttribute("data-" + name, VALUES[name]);
    else root.removeAttribute("data-" + name);
    document.querySelectorAll('[data-display^="' + name + ':"]').forEach(function (button) {
      button.setAttribute("aria-pressed", String(on));
      button.hidden = false;
    });
  }

  function showAll() {
    Object.keys(VALUES).forEach(function (name) {
      show(name, root.hasAttribute("data-" + name));
    });
  }

  Object.keys(VALUES).forEach(function (name) {
    if (stored(name)) root.setAttribute("data-" + name, VALUES[name]);
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", showAll);
  else showAll();
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-display]");
    var name = button ? button.getAttribute("data-display").split(":")[0] : "";
    if (!VALUES[name]) return;
    var on = !root.hasAttribute("data-" + name);
    show(name, on);
    keep(name, on);
  });
  window.addEventListener("storage", function (event) {
    Object.keys(VALUES).forEach(function (name) {
      if (event.key === PREFIX + name) show(name, event.newValue === VALUES[name]);
    });
  });

  // 2. Mourning: <html data-mourning='[["2026-12-13","2026-12-13"]]'>, also on pages that a cache
  // kept from the day before. Days are those of Asia/Shanghai: UTC+8, no summer time since 1992.
  var EIGHT_HOURS = 8 * 3600 * 1000;
  var DAY = 24 * 3600 * 1000;

  function periods() {
    try {
      var found = JSON.parse(root.getAttribute("data-mourning") || "[]");
      return Array.isArray(found) ? found : [];
    } catch (error) {
      return [];
    }
  }

  function mourn() {
    var day = new Date(Date.now() + EIGHT_HOURS).toISOString().slice(0, 10);
    var grey = periods().some(function (each) {
      return each[0] <= day && day <= each[1];
    });
    if (grey) root.setAttribute("data-grey", "yes");
    else root.removeAttribute("data-grey");
  }

  function atMidnight() {
    mourn();
    setTimeout(atMidnight, DAY - ((Date.now() + EIGHT_HOURS) % DAY) + 50);
  }

  if (root.hasAttribute("data-mourning")) {
    atMidnight();
    // a phone that slept over midnight, a page from the back-forward cache
    document.addEventListener("visibilitychange", mourn);
    window.addEventListener("pageshow", mourn);
  }
})();
