"""Check everybody's work lists against the documents, or make them anew.

    bin/instance run scripts/inbox.py verify     # exit status 1 when something differs
    bin/instance run scripts/inbox.py rebuild

Run `rebuild` while nobody works.
"""

from collective.tobaccooa.inbox.checkup import check
from collective.tobaccooa.inbox.checkup import note
from collective.tobaccooa.inbox.health import rebuild
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import sys
import transaction


SITE_ID = "oa"


def main(app, command):
    """Do what was asked for; return the exit status."""
    app = makerequest(app)
    setRequest(app.REQUEST)
    site = app[SITE_ID]
    setSite(site)
    if command == "rebuild":
        count = rebuild(site)
        note(site, count, 0)
        transaction.commit()
        print(f"已按公文重新生成全部列表，共 {count} 条。")
        return 0
    found = check(site).differences
    transaction.commit()
    for line in found:
        print(f"{line.fault.value:10} {line.shelf:8} {line.principal:30} {line.reference}")
    print(f"与公文不一致的有 {len(found)} 条。")
    return 1 if found else 0


if __name__ == "__main__":
    asked = sys.argv[-1]
    if asked not in ("verify", "rebuild"):
        sys.exit("用法：bin/instance run scripts/inbox.py verify|rebuild")
    sys.exit(main(app, asked))  # noqa: F821 (given by `bin/instance run`)
