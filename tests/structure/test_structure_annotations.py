"""Content classes carry no type annotations.

Python keeps them in the class's `__annotations__`, the very name under which zope.annotation keeps
an object's annotations: everything that Plone annotates, the order of a folder's items first of
all, would be shared by all objects of the class and never reach the database.
"""

import collective.tobaccooa.documents.content
import collective.tobaccooa.organisation.content
import inspect
import pytest


MODULES = (collective.tobaccooa.documents.content, collective.tobaccooa.organisation.content)
CLASSES = [
    found
    for module in MODULES
    for _, found in inspect.getmembers(module, inspect.isclass)
    if found.__module__ == module.__name__
]


@pytest.mark.parametrize("content_class", CLASSES, ids=lambda each: each.__name__)
def test_no_annotation_would_be_shared(content_class):
    found = [each.__name__ for each in content_class.__mro__ if "__annotations__" in vars(each)]
    assert found == []
