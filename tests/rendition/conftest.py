"""The same small bureau as the tests of documents."""

from ..documents.conftest import api
from ..documents.conftest import bureau
from ..documents.conftest import draft


__all__ = ["api", "bureau", "draft"]
