"""What a password must be like, and how one-time passwords are made. Pure."""

from __future__ import annotations

from collective.tobaccooa import _

import secrets


MIN_LENGTH = 8
MAX_LENGTH = 128
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"


def one_time_password() -> str:
    """Return a password to be read aloud and typed once: `abcd-2345-efgh`.

    Letters and digits that look alike (0 O, 1 l I) are left out; about 62 bits.
    """
    blocks = ("".join(secrets.choice(LETTERS) for _i in range(4)) for _b in range(2))
    first, last = blocks
    return f"{first}-{''.join(secrets.choice(DIGITS) for _i in range(4))}-{last}"


def weakness(password: str, user_id: str, old: str | None = None) -> str | None:
    """Return why a new password is not good enough, None if it is.

    :param old: the password it replaces.
    :returns: a Message for the user.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        return _(
            "error_password_length",
            default="The new password must have at least ${least} characters (at most ${most}).",
            mapping={"least": MIN_LENGTH, "most": MAX_LENGTH},
        )
    if password == old:
        return _(
            "error_password_same", default="The new password must differ from the present one."
        )
    if user_id.lower() in password.lower():
        return _(
            "error_password_has_name",
            default="The new password must not contain your user name.",
        )
    if password.isalpha() or password.isdigit():
        return _(
            "error_password_simple",
            default="The new password must contain both letters and digits or signs.",
        )
    return None
