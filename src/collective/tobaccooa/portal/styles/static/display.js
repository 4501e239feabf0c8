// Large text and high contrast: kept in the browser, set on <html> before the first paint, told to
// the buttons [data-display="size"] and [data-display="contrast"] once they are there.
(function () {
  "use strict";
  var root = document.documentElement;
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
    document.querySelectorAll('[data-display="' + name + '"]').forEach(function (button) {
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
    if (!button) return;
    var name = button.getAttribute("data-display");
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
})();
