"""Check the statistics against trails and registers, or make them anew.

    bin/instance run scripts/figures.py verify     # exit status 1 when something differs
    bin/instance run scripts/figures.py rebuild

Run `rebuild` while nobody works, or use the administrator's page, which does it in the background.
"""

from collective.tobaccooa.supervision.statistics.keeping import rebuild
from collective.tobaccooa.supervision.statistics.keeping import verify
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
        transaction.commit()
        print(f"已按公文重新统计，共 {count} 件。")
        return 0
    found = verify(site)
    for fault in found:
        print(f"{fault.kind:10} {fault.month:8} {fault.reference}")
    print(f"与公文不一致的有 {len(found)} 处。")
    return 1 if found else 0


if __name__ == "__main__":
    asked = sys.argv[-1]
    if asked not in ("verify", "rebuild"):
        sys.exit("用法：bin/instance run scripts/figures.py verify|rebuild")
    sys.exit(main(app, asked))  # noqa: F821 (given by `bin/instance run`)
