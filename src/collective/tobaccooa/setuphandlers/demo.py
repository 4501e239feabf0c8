"""Fill a site with the demo world (profile `demo`)."""

from collective.tobaccooa.portal.demo import loading
from importlib import import_module
from importlib.util import find_spec


LOADER = "collective.tobaccooa.organisation.demo"


def load_demo(context):
    """Import units, people, chains and letterheads from the demo files.

    :param context: the setup tool (its parent is the site root).
    """
    if find_spec(LOADER):
        import_module(LOADER).load(context)


def load_articles(context):
    """Fill the demo world's portals with articles.

    :param context: the setup tool (its parent is the site root).
    """
    loading.load(context)
