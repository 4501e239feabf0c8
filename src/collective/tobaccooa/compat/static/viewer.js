/* Start documentviewer's viewer with Chinese words and only the tools that work.
   On a narrow screen, and without this script, the plain list of pages stays. */
(function () {
  "use strict";
  var holder = document.getElementById("oa-viewer-data");
  var place = document.getElementById("oa-dv");
  if (!holder || !window.DV || !window.JST || window.innerWidth < 720) {
    return;
  }
  var given = JSON.parse(holder.textContent);

  Object.keys(window.JST).forEach(function (name) {
    var render = window.JST[name];
    window.JST[name] = function (values) {
      var html = render(values);
      Object.keys(given.words).forEach(function (english) {
        html = html.split(english).join(given.words[english]);
      });
      return html.replace(/\bof&nbsp;/g, "/ ").replace(/\bp\. /g, "");
    };
  });

  document.getElementById("oa-pages").hidden = true;
  place.style.height = Math.max(320, window.innerHeight - place.offsetTop - 8) + "px";
  window.DV.load(given.document, {
    container: place,
    sidebar: false,
    search: false,
    text: false,
    pdf: false
  });
})();
