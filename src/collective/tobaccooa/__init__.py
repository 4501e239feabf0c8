"""Office automation (办公自动化) for a Chinese bureau and its units, on Plone.

The package is cut into domains; `configure.zcml` lists them from the lowest to the highest.
"""

from collective.tobaccooa.compat import documentviewer
from zope.i18nmessageid import MessageFactory

import logging


PACKAGE_NAME = "collective.tobaccooa"

_ = MessageFactory(PACKAGE_NAME)

logger = logging.getLogger(PACKAGE_NAME)

# collective.documentviewer's ZCML is read after this package is imported.
documentviewer.restore_event_names()
