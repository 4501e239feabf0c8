"""Page templates of the office's pages, with expressions compiled instead of looked up each time.

Zope evaluates each `view/state/step` of a template by adapting every object on its way for
traversal, and each `python:` by an `eval` of its own: a third of what a page cost. Zope also brings
an engine that compiles the expressions into the template (`Products.PageTemplates.expression`);
used here, with a short way through our own views and plain dictionaries.

Beside Zope's usual engine: a key of a dictionary comes before its methods (`rows/items`), `lazy:`
and `defer:` don't exist. Pages and macros of both kinds may use each other.
"""

from __future__ import annotations

from chameleon.astutil import Static
from chameleon.astutil import Symbol
from chameleon.codegen import template
from collective.tobaccooa.i18n import language_of
from collective.tobaccooa.i18n import say_in_template
from ExtensionClass import Base
from functools import lru_cache
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.PageTemplates import expression
from Products.PageTemplates.Expressions import getTrustedEngine
from typing import Any


PACKAGE = "collective.tobaccooa"
MISSING = object()
#: Values that a path ends with most often, none of which can be called.
VALUES = frozenset({str, bool, int, type(None), dict, list, tuple})


@lru_cache(maxsize=1000)
def is_ours(kind: type) -> bool:
    """Tell whether objects of a class are plain objects of ours: views, panels, rows.

    Content is not, whose attributes may be acquired.
    """
    return not issubclass(kind, Base) and any(
        each.__module__.startswith(PACKAGE) for each in kind.__mro__
    )


class Traverse(expression.TrustedBoboAwareZopeTraverse):
    """Follows a path: dictionaries and our own objects straight, others by Zope's rules."""

    __slots__ = ()

    def __call__(self, base: Any, econtext: Any, call: bool, path_items: tuple[str, ...]) -> Any:
        """Return what a path leads to, called if it can be and `call` says so."""
        for position, name in enumerate(path_items):
            kind = type(base)
            found = MISSING
            if kind is dict:
                found = base.get(name, MISSING)
            elif is_ours(kind):
                found = getattr(base, name, MISSING)
            if found is MISSING:
                base = self.traverse(base, econtext.get("request"), path_items[position:])
                break
            base = found
        if not call or type(base) in VALUES:
            return base
        return super().__call__(base, econtext, call, ())


class PathExpr(expression.PathExpr):
    """A path expression that follows its path by `Traverse`."""

    traverser = Static(template("cls()", cls=Symbol(Traverse), mode="eval"))


class NocallExpr(expression.NocallExpr, PathExpr):
    """The same, without calling what it leads to."""


ENGINE = expression.createTrustedChameleonEngine(path=PathExpr, nocall=NocallExpr)


class OfficeTemplate(ViewPageTemplateFile):
    """Used like `ViewPageTemplateFile`; `pages.OfficePage` makes one of each of its templates."""

    def pt_getEngine(self) -> Any:
        """Return the engine that compiles expressions."""
        return ENGINE

    def pt_getEngineContext(self, namespace: dict[str, Any]) -> Any:
        """Return what Zope's own expressions, in macros of other templates, are evaluated in."""
        return getTrustedEngine().getContext(namespace)

    def _cook(self) -> None:
        """Compile; macros of other templates find the engine that theirs were made for."""
        super()._cook()
        if self._v_program is not None:
            self._v_program.engine = getTrustedEngine()

    def pt_getContext(self, instance: Any, request: Any, **kw: Any) -> dict[str, Any]:
        """Return Zope's variables, and the reader's language, found once for all messages."""
        variables = super().pt_getContext(instance, request, **kw)
        language = language_of(request)
        if language is not None:
            variables["target_language"] = language
            variables["__translate"] = say_in_template
        return variables

    def _read_file(self) -> tuple[str, str | None]:
        """Mark the source: the cache of compiled templates does not know of engines."""
        text, kind = super()._read_file()
        return f"{text}<!--! expressions compiled -->", kind
