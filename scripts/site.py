"""Create the Plone site `oa`, once: run by `bin/instance run scripts/site.py`.

OA_DEMO=no makes an empty site for real use and takes the administrator's password from
OA_ADMIN_PASSWORD; otherwise the demo world is loaded and the administrator is admin/admin, which
is why nothing of ours ever listens beyond this machine. An existing site is left as it is.
"""

from AccessControl.SecurityManagement import newSecurityManager
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.factory import addPloneSite
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import os
import sys
import transaction


SITE_ID = "oa"
SITE_TITLE = "市烟草专卖局（公司）办公系统"
ADMIN = "admin"
MINIMUM_PASSWORD_LENGTH = 10


def is_demo():
    """Return whether the demo world is wanted."""
    return os.environ.get("OA_DEMO", "yes").lower() not in ("no", "0", "false")


def admin_password():
    """Return the instance administrator's password, or stop with a sentence."""
    if is_demo():
        return "admin"
    password = os.environ.get("OA_ADMIN_PASSWORD", "")
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        sys.exit(
            "OA_DEMO=no makes a site for real use: set OA_ADMIN_PASSWORD to a password of at "
            f"least {MINIMUM_PASSWORD_LENGTH} characters, then run the command again."
        )
    return password


def set_administrator(root, password):
    """Give the instance administrator this password; create the account if it is missing."""
    users = root.acl_users
    if users.getUserById(ADMIN) is None:
        users._doAddUser(ADMIN, password, ["Manager"], [])
    else:
        users._doChangeUser(ADMIN, password, ["Manager"], [])
    newSecurityManager(None, users.getUserById(ADMIN).__of__(users))


def create_site(root):
    """Create the site with our default profile and, in the demo, the demo world."""
    site = addPloneSite(
        root,
        SITE_ID,
        title=SITE_TITLE,
        distribution_name="classic",
        default_language="zh-cn",
        portal_timezone="Asia/Shanghai",
        setup_content=False,
    )
    setSite(site)
    site.portal_setup.runAllImportStepsFromProfile("profile-collective.tobaccooa:default")
    if is_demo():
        for profile in ("demo", "demo-articles"):
            site.portal_setup.runAllImportStepsFromProfile(
                f"profile-collective.tobaccooa:{profile}"
            )


def main(app):
    """Create the site unless it is there."""
    root = makerequest(app)
    root.REQUEST["PARENTS"] = [root]
    setRequest(root.REQUEST)
    if SITE_ID in root.objectIds():
        print(f"The site {SITE_ID} exists: nothing to do.")
        return
    set_administrator(root, admin_password())
    create_site(root)
    # The catalog's queue asks the site's own registry once more when the commit ends; that object
    # is new, may have left the cache, and can't be loaded at that moment. So: empty the queue, go.
    processQueue()
    setSite(None)
    transaction.commit()
    print(f"The site {SITE_ID} has been created.")


main(app)  # noqa: F821 - `bin/instance run` provides it
