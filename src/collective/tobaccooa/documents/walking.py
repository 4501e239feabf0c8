"""Walk through every document of the site, for checks and for making projections anew."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.workflows.interfaces import IChainDocument
from collective.tobaccooa.workflows.state import has_state
from plone import api
from typing import Any


#: After so many documents the connection's cache is emptied, so that memory stays flat.
BATCH = 1000


def all_documents() -> Iterator[Any]:
    """Yield every started document of every unit; reads them all, writes nothing."""
    people = directory()
    connection = api.portal.get()._p_jar
    for unit in people.units():
        folder = people.unit_object(unit.code).get("gongwen")
        for kind in folder.objectValues() if folder is not None else ():
            for year in kind.objectValues():
                for count, document in enumerate(year.objectValues(), 1):
                    if IChainDocument.providedBy(document) and has_state(document):
                        yield document
                    if connection is not None and count % BATCH == 0:
                        connection.cacheMinimize()
