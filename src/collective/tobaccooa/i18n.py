"""Say a message of ours in the reader's language where no template translates it.

The locale folder is `zh_CN`, the site's language `zh-cn`: `translate(target_language="zh-cn")`
finds nothing and silently answers in English. Everything that speaks goes through `say`.
"""

from __future__ import annotations

from collective.tobaccooa import PACKAGE_NAME
from functools import lru_cache
from typing import Any
from zope.component import queryUtility
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18n.interfaces import INegotiator
from zope.i18n.interfaces import ITranslationDomain


FALLBACK_LANGUAGE = "zh_CN"
# where a request keeps its language; no form can set an attribute
KEPT = "_tobaccooa_language"


def say(message, request=None):
    """Return `message` as plain text in the language of the request, else in Chinese.

    :param message: an i18n Message (or a plain string, which is returned as it is).
    :param request: the request whose language counts; the current one when left out.
    :returns: text with its variables filled in.
    """
    if request is None:
        request = getRequest()
    if request is None or not hasattr(request, "getHeader"):
        return translate(message, target_language=FALLBACK_LANGUAGE)
    if getattr(message, "domain", None) != PACKAGE_NAME:
        return translate(message, context=request)
    language = language_of(request)
    if language is not None and not message.mapping:
        return _constant(message, language)
    return translate(message, context=request, target_language=language)


@lru_cache(maxsize=5000)
def _constant(message, language: str) -> str:
    """Return a message of ours without variables; a list says the same few in every line."""
    return translate(message, target_language=language)


def language_of(request: Any) -> str | None:
    """Return which of our languages a request gets; None when we have none for it.

    Found once and kept, until Plone settles the request's language anew: a page says a hundred
    messages, and Zope would compare the reader's languages with ours for each.
    """
    settled = tuple(map(request.other.get, ("LANGUAGE", "LANGUAGE_TOOL")))
    kept = request.__dict__.get(KEPT)
    if kept is not None and kept[0] == settled:
        return kept[1]
    ours = queryUtility(ITranslationDomain, PACKAGE_NAME)
    negotiator = queryUtility(INegotiator)
    found = None
    if ours is not None and negotiator is not None:
        found = negotiator.getLanguage(ours.getCatalogsInfo().keys(), request)
    request.__dict__[KEPT] = (settled, found)
    return found


def write_down(message):
    """Return `message` as text that is stored: always Chinese, whoever's request stores it.

    :param message: an i18n Message.
    :returns: text with its variables filled in.
    """
    return translate(message, target_language=FALLBACK_LANGUAGE)
