// Makes pages grey on the days of <html data-mourning='[["2026-12-13","2026-12-13"]]'>, also pages
// that a cache kept from the day before. Loaded in the head without defer: before the first paint.
// Days are those of Asia/Shanghai, whose clock has been UTC+8 without summer time since 1992.
(function () {
  "use strict";
  var root = document.documentElement;
  var EIGHT_HOURS = 8 * 3600 * 1000;
  var DAY = 24 * 3600 * 1000;

  function today() {
    return new Date(Date.now() + EIGHT_HOURS).toISOString().slice(0, 10);
  }

  function periods() {
    try {
      var found = JSON.parse(root.getAttribute("data-mourning") || "[]");
      return Array.isArray(found) ? found : [];
    } catch (error) {
      return [];
    }
  }

  function show() {
    var day = today();
    var grey = periods().some(function (each) {
      return each[0] <= day && day <= each[1];
    });
    root.toggleAttribute("data-grey", grey);
  }

  function atMidnight() {
    show();
    var left = DAY - ((Date.now() + EIGHT_HOURS) % DAY);
    setTimeout(atMidnight, left + 50);
  }

  if (root.hasAttribute("data-mourning")) {
    atMidnight();
    // a phone that slept over midnight, a page from the back-forward cache
    document.addEventListener("visibilitychange", show);
    window.addEventListener("pageshow", show);
  }
})();
