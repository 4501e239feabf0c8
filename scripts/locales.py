"""Extract our messages and merge the translations: `make i18n`.

Each domain keeps its Chinese in `locales/zh_CN/LC_MESSAGES/parts/<name>.po`, so that two people
rarely touch one file. `parts/plone-<name>.po` holds messages of Plone's own domain (titles of
workflow states and transitions). From these and a fresh extraction this writes

* `locales/collective.tobaccooa.pot` and `locales/plone.pot`,
* `locales/zh_CN/LC_MESSAGES/collective.tobaccooa.po` and `plone.po`,

always the same bytes for the same input. `--check` writes nothing and fails on a difference.
"""

from pathlib import Path

import argparse
import polib
import subprocess
import sys
import tempfile


ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "collective" / "tobaccooa"
LOCALES = SOURCE / "locales"
CHINESE = LOCALES / "zh_CN" / "LC_MESSAGES"
PARTS = CHINESE / "parts"
DOMAIN = "collective.tobaccooa"
I18NDUDE = ROOT / ".tools" / "bin" / "i18ndude"
WIDTH = 1000


class TranslationError(Exception):
    """The parts contradict each other."""


def extract():
    """Return the messages of our domain in the sources, sorted by message id."""
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "fresh.pot"
        command = [
            I18NDUDE,
            "rebuild-pot",
            "--pot",
            pot,
            "--create",
            DOMAIN,
            "--no-line-numbers",
            ".",
        ]
        done = subprocess.run(command, cwd=SOURCE, capture_output=True, text=True, check=False)
        if done.returncode or not pot.exists():
            raise TranslationError(f"i18ndude failed:\n{done.stdout}{done.stderr}")
        # i18ndude's title lines ("#--- PLEASE EDIT") are no comment that polib knows
        text = pot.read_text(encoding="utf-8")
        entries = list(polib.pofile(text[text.index("\nmsgid") + 1 :]))
    return sorted(entries, key=lambda entry: entry.msgid)


def read_parts(prefix_wanted):
    """Return message id -> entry of the parts of one domain.

    :raises TranslationError: when a message is translated in two parts.
    """
    found, origin = {}, {}
    for path in sorted(PARTS.glob("*.po")):
        if path.name.startswith("plone-") is not prefix_wanted:
            continue
        for entry in polib.pofile(str(path)):
            if entry.msgid in found:
                raise TranslationError(
                    f"{entry.msgid} is translated in {origin[entry.msgid]} and in {path.name}"
                )
            found[entry.msgid], origin[entry.msgid] = entry, path.name
    return found


def catalogue(domain, language=""):
    """Return an empty catalogue whose header never changes with time or machine."""
    catalog = polib.POFile(wrapwidth=WIDTH)
    catalog.metadata = {
        "Project-Id-Version": "collective.tobaccooa",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
        "Language-Code": language,
        "Domain": domain,
    }
    return catalog


def english_default(entry):
    """Return the extracted comment lines that carry the English default."""
    lines = [line for line in entry.comment.splitlines() if line.startswith("Default:")]
    return "\n".join(lines)


def build(domain, entries, translations):
    """Return `(pot, po)` of one domain as texts."""
    pot, chinese = catalogue(domain), catalogue(domain, "zh-cn")
    for entry in entries:
        comment = english_default(entry)
        places = sorted({(path.removeprefix("./"), "") for path, line in entry.occurrences})
        pot.append(polib.POEntry(msgid=entry.msgid, comment=comment, occurrences=places))
        known = translations.get(entry.msgid)
        text, flags = (known.msgstr, known.flags) if known else ("", [])
        chinese.append(
            polib.POEntry(msgid=entry.msgid, msgstr=text, comment=comment, flags=list(flags))
        )
    return f"{pot}\n", f"{chinese}\n"


def files():
    """Return path -> text of the four generated files, and the ids that nothing uses."""
    ours, plone = read_parts(False), read_parts(True)
    entries = extract()
    pot, chinese = build(DOMAIN, entries, ours)
    plone_entries = [polib.POEntry(msgid=msgid) for msgid in sorted(plone)]
    plone_pot, plone_chinese = build("plone", plone_entries, plone)
    unused = sorted(set(ours) - {entry.msgid for entry in entries})
    return {
        LOCALES / f"{DOMAIN}.pot": pot,
        CHINESE / f"{DOMAIN}.po": chinese,
        LOCALES / "plone.pot": plone_pot,
        CHINESE / "plone.po": plone_chinese,
    }, unused


def stale_files():
    """Return the generated files whose committed text differs from a fresh run."""
    texts, _unused = files()
    return [
        path
        for path, text in texts.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="write nothing, fail on differences")
    if options.parse_args().check:
        stale = stale_files()
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not up to date: run make i18n")
        return bool(stale)
    texts, unused = files()
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    untranslated = texts[CHINESE / f"{DOMAIN}.po"].count('\nmsgstr ""\n') - 1
    print(f"{untranslated} messages without Chinese, {len(unused)} translations that nothing uses")
    for msgid in unused:
        print(f"  unused: {msgid}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except TranslationError as error:
        sys.exit(str(error))
