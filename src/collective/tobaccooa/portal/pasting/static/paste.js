// What is pasted into Plone's editor is cleaned by the server before it is put in; picture files
// are stored with the column. The server cleans again when the text is saved.
const holder = document.getElementById("oa-pasting");

if (holder) {
  const { clean, upload, token, texts } = JSON.parse(holder.textContent);
  const hooked = new WeakSet();
  const fill = (text, name, value) => text.replace(`\${${name}}`, value);

  const post = async (url, init) => {
    const answer = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      ...init,
      headers: { Accept: "application/json", "X-CSRF-TOKEN": token, ...init.headers },
    });
    const told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
    if (!answer.ok) {
      const error = new Error();
      error.said = told.message || told.error?.message;
      throw error;
    }
    return told;
  };

  // One polite line under each editor says what happened.
  const line = (editor) => {
    const container = editor.getContainer();
    let said = container.nextElementSibling;
    if (!said?.matches(".oa-paste-said")) {
      said = document.createElement("div");
      said.className = "oa-paste-said form-text";
      said.setAttribute("role", "status");
      container.after(said);
    }
    return said;
  };

  const tell = (editor, ...lines) => {
    line(editor).replaceChildren(
      ...lines.filter(Boolean).map((text) => {
        const part = document.createElement("div");
        part.textContent = text;
        return part;
      }),
    );
  };

  const store = async (file) => {
    const body = new FormData();
    body.append("file", file, file.name || "picture.png");
    body.append("_authenticator", token);
    return post(upload, { body });
  };

  const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  // Pictures inside the text go to the column now, so that the form stays small.
  const storeEmbedded = async (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const pictures = [...page.querySelectorAll('img[src^="data:"]')];
    for (const picture of pictures) {
      try {
        const blob = await (await fetch(picture.src)).blob();
        const name = `picture.${blob.type.split("/")[1]}`;
        const stored = await store(new File([blob], name, { type: blob.type }));
        picture.setAttribute("src", stored.location);
        if (stored.width) {
          picture.width = stored.width;
          picture.height = stored.height;
        }
      } catch {
        // it stays embedded; saving stores it or says why not
      }
    }
    return pictures.length ? page.body.innerHTML : html;
  };

  const insert = (editor, place, html) => {
    editor.undoManager.transact(() => {
      editor.focus();
      if (place) editor.selection.moveToBookmark(place);
      editor.insertContent(html);
    });
  };

  const locally = (editor, place, html) => {
    editor.focus();
    editor.selection.moveToBookmark(place);
    editor.execCommand("mceInsertClipboardContent", false, { html });
  };

  const pasteHtml = async (editor, html) => {
    const place = editor.selection.getBookmark(2);
    tell(editor, texts.cleaning);
    editor.setProgressState(true);
    try {
      const answer = await post(clean, {
        body: JSON.stringify({ html }),
        headers: { "Content-Type": "application/json" },
      });
      insert(editor, place, await storeEmbedded(answer.html));
      const list = answer.removed.join("；");
      tell(editor, list ? fill(texts.removed, "list", list) : texts.nothing, answer.pictures.join("  "));
    } catch (error) {
      if (error.said) {
        tell(editor, error.said);
      } else {
        locally(editor, place, html);
        tell(editor, texts.unreachable);
      }
    } finally {
      editor.setProgressState(false);
    }
  };

  const pasteFiles = async (editor, files) => {
    const place = editor.selection.getBookmark(2);
    tell(editor, fill(texts.uploading, "count", files.length));
    editor.setProgressState(true);
    const refused = [];
    let stored = "";
    let number = 0;
    for (const file of files) {
      try {
        const name = (file.name || "").replace(/\.[^.]*$/, "");
        const { location, width, height } = await store(file);
        const size = width ? ` width="${Number(width)}" height="${Number(height)}"` : "";
        stored += `<p><img src="${escape(location)}" alt="${escape(name)}"${size}></p>`;
        number += 1;
      } catch (error) {
        refused.push(`${fill(texts.refused, "name", file.name)} ${error.said || ""}`);
      }
    }
    if (stored) insert(editor, place, stored);
    tell(editor, number ? fill(texts.uploaded, "count", number) : "", ...refused);
    editor.setProgressState(false);
  };

  const picturesOf = (transfer) => [...(transfer?.files || [])].filter((file) => file.type.startsWith("image/"));

  // One after the other, so that a second paste does not overtake the first.
  let queue = Promise.resolve();
  const later = (work) => {
    queue = queue.then(work, work);
  };

  const hook = (editor) => {
    if (hooked.has(editor)) return;
    hooked.add(editor);
    let plain = false;
    line(editor);
    editor.on("keydown", (event) => {
      plain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
    });
    const handle = (event, transfer, prepare) => {
      const types = [...(transfer?.types || [])];
      // what was copied inside of the editor is its own
      if (event.isDefaultPrevented() || types.includes("x-tinymce/html")) return;
      const html = transfer?.getData("text/html");
      const files = picturesOf(transfer);
      if (!html && !files.length) return;
      event.preventDefault();
      prepare?.();
      later(() => (html ? pasteHtml(editor, html) : pasteFiles(editor, files)));
    };
    editor.on(
      "paste",
      (event) => {
        const asText = plain;
        plain = false;
        if (!asText) handle(event, event.clipboardData);
      },
      true,
    );
    editor.on(
      "drop",
      (event) =>
        handle(event, event.dataTransfer, () => {
          const range = window.tinymce.dom.RangeUtils.getCaretRangeFromPoint(event.clientX, event.clientY, editor.getDoc());
          if (range) editor.selection.setRng(range);
        }),
      true,
    );
  };

  // The editors come later than this module, from Plone's bundle, and more of them may come.
  const waiting = setInterval(() => {
    const known = window.tinymce;
    if (!known?.get) return;
    clearInterval(waiting);
    const ready = (editor) => (editor.initialized ? hook(editor) : editor.on("init", () => hook(editor)));
    known.get().forEach(ready);
    known.on("AddEditor", ({ editor }) => ready(editor));
  }, 200);
}
