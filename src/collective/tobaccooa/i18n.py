"""Say a message of ours in the reader's language where no template translates it.

The locale folder is `zh_CN`, the site's language `zh-cn`: `translate(target_language="zh-cn")`
finds nothing and silently answers in English. Everything that speaks goes through `say`.
"""

from __future__ import annotations

from chameleon.i18n import fast_translate
from collective.tobaccooa import PACKAGE_NAME
from functools import lru_cache
from typing import Any
from zope.component import queryUtility
from zope.globalrequest import getRequest
from zope.i18n import interpolate
from zope.i18n import translate
from zope.i18n.interfaces import INegotiator
from zope.i18n.interfaces import ITranslationDomain
from zope.i18nmessageid import Message


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
    if language is None:
        return translate(message, context=request)
    mapping = message.mapping
    if not mapping:
        return _constant(message, language)
    if any(isinstance(value, Message) for value in mapping.values()):
        return translate(message, context=request, target_language=language)
    return interpolate(_constant(Message(message, mapping={}), language), mapping)


@lru_cache(maxsize=5000)
def _constant(message, language: str) -> str:
    """Return a message of ours without variables; a list says the same few in every line."""
    return translate(message, target_language=language)


@lru_cache(maxsize=5000, typed=True)
def _of_template(message: str, default: str | None, language: str) -> str:
    """Return what a template says, its variables not filled in."""
    return fast_translate(message, PACKAGE_NAME, None, None, language, default)


def say_in_template(
    message: Any,
    domain: str | None = None,
    mapping: dict[str, Any] | None = None,
    target_language: str | None = None,
    default: str | None = None,
    context: Any = None,
) -> Any:
    """Translate for a page template: what Chameleon does, but each message once in a process.

    :returns: text, or what is no text as it is, for the template to make text of it.
    """
    if not isinstance(message, str):
        return message
    own = isinstance(message, Message)
    if own:
        domain, mapping = message.domain or domain, message.mapping
    if (
        domain != PACKAGE_NAME
        or not target_language
        or (mapping and not all(type(value) is str for value in mapping.values()))
    ):
        return fast_translate(message, domain, mapping, getRequest(), target_language, default)
    if own and mapping:
        message = Message(message, mapping={})
    return interpolate(_of_template(message, default, target_language), mapping)


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
