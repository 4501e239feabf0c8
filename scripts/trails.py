"""Verify the trails (流转记录) of all documents; exit status 1 when one does not verify.

bin/instance run scripts/trails.py
"""

from collective.tobaccooa.documents.audit import verify_trails
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import sys


SITE_ID = "oa"


def main(app):
    """Print every break; return the exit status."""
    app = makerequest(app)
    setRequest(app.REQUEST)
    setSite(app[SITE_ID])
    audit = verify_trails()
    for broken in audit.breaks:
        print(f"{broken.fault.value:12} {broken.reference} #{broken.entry}")
    print(
        f"已校验 {audit.documents} 份公文、{audit.entries} 条流转记录，"
        f"不一致的有 {len(audit.breaks)} 份。"
    )
    return 1 if audit.breaks else 0


if __name__ == "__main__":
    sys.exit(main(app))  # noqa: F821 (given by `bin/instance run`)
