"""The permissions of a chain that never change, set on the content class once.

DCWorkflow would write them anew at every move, the dearest part of a decision; on the class they
cost nothing and nobody can lose them.
"""

from __future__ import annotations

from AccessControl.Permission import pname
from collections.abc import Callable
from collective.tobaccooa.workflows.spec import chain


def constant_access(chain_id: str) -> Callable[[type], type]:
    """Class decorator: give a content class the permissions of `access.always`, not acquired."""

    def decorate(content_class: type) -> type:
        for permission, roles in chain(chain_id).access["always"].items():
            setattr(content_class, pname(permission), tuple(roles))
        return content_class

    return decorate
