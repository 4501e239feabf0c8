"""Say a message of ours in the reader's language where no template translates it.

The locale folder is `zh_CN`, the site's language `zh-cn`: `translate(target_language="zh-cn")`
finds nothing and silently answers in English. Everything that speaks goes through `say`.
"""

from zope.globalrequest import getRequest
from zope.i18n import translate


FALLBACK_LANGUAGE = "zh_CN"


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
    return translate(message, context=request)


def write_down(message):
    """Return `message` as text that is stored: always Chinese, whoever's request stores it.

    :param message: an i18n Message.
    :returns: text with its variables filled in.
    """
    return translate(message, target_language=FALLBACK_LANGUAGE)
