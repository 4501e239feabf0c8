"""`POST @login`, slowed after failures, telling who must choose a password first."""

from __future__ import annotations

from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation import signin
from collective.tobaccooa.organisation.accounts import must_change_password
from collective.tobaccooa.organisation.throttle import wait_message
from plone.restapi.services.auth.login import Login
from typing import Any

import json
import time


class LoginPost(Login):
    """The sign-in of plone.restapi; 429 with `Retry-After` while the login has to wait."""

    def reply(self) -> dict[str, Any]:
        """Return the token, and `must_change_password` when nothing else will be answered yet."""
        login = self._login()
        seconds = signin.THROTTLE.wait(login, time.monotonic())
        if seconds:
            self.request.response.setStatus(429)
            self.request.response.setHeader("Retry-After", str(seconds))
            told = {"type": "TooManyAttempts", "message": say(wait_message(seconds), self.request)}
            return {**told, "error": told}
        answer = super().reply()
        if "token" in answer and must_change_password(login):
            answer["must_change_password"] = True
        return answer

    def _login(self) -> str:
        try:
            body = json.loads(self.request.get("BODY") or b"{}")
        except ValueError:
            return ""
        login = body.get("login") if isinstance(body, dict) else None
        return login if isinstance(login, str) else ""
