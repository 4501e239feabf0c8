"""Check the units' registers against the documents, or make them anew.

    bin/instance run scripts/registers.py verify     # exit status 1 when something differs
    bin/instance run scripts/registers.py rebuild
    bin/instance run scripts/registers.py reindex    # ask for every document's searchable entry

Run `rebuild` while nobody works; `reindex` is worked off in the background.
"""

from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.search.entry import ask_for_entry
from collective.tobaccooa.search.register import documents_of
from collective.tobaccooa.search.register import rebuild
from collective.tobaccooa.search.register import verify
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import sys
import transaction


SITE_ID = "oa"
COMMANDS = ("verify", "rebuild", "reindex")


def reindex():
    """Ask for the entries of all documents; return how many."""
    count = 0
    for unit in directory().units():
        for document in documents_of(unit.code):
            ask_for_entry(document)
            count += 1
    return count


def main(app, command):
    """Do what was asked for; return the exit status."""
    app = makerequest(app)
    setRequest(app.REQUEST)
    setSite(app[SITE_ID])
    if command == "verify":
        found = verify()
        print("\n".join([*found, f"与公文不一致的有 {len(found)} 处。"]))
        return 1 if found else 0
    count = rebuild() if command == "rebuild" else reindex()
    transaction.commit()
    done = "已按公文重新生成登记簿" if command == "rebuild" else "已排队重建检索条目"
    print(f"{done}，共 {count} 件。")
    return 0


if __name__ == "__main__":
    asked = sys.argv[-1]
    if asked not in COMMANDS:
        sys.exit(f"用法：bin/instance run scripts/registers.py {'|'.join(COMMANDS)}")
    sys.exit(main(app, asked))  # noqa: F821 (given by `bin/instance run`)
