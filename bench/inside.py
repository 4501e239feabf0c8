"""The process behind `site.Inside`: opens the database and calls what it is asked for.

`python -m bench.inside <zope.conf> <fd of asks> <fd of answers>`. A line asks
`["module:function", {arguments}]`; the function gets the root object first. Its answer goes back as
one line of JSON. Between calls the connection forgets what other processes may have changed.
"""

from __future__ import annotations

from importlib import import_module

import json
import os
import sys
import traceback


def opened(conf: str):
    """Configure Zope and return the root object with a request, as the system's user."""
    from AccessControl.SecurityManagement import newSecurityManager
    from AccessControl.users import system
    from Testing.makerequest import makerequest
    from zope.globalrequest import setRequest
    from Zope2.Startup.run import make_wsgi_app

    import Zope2

    make_wsgi_app({}, conf)
    app = makerequest(Zope2.app())
    app.REQUEST["PARENTS"] = [app]
    setRequest(app.REQUEST)
    newSecurityManager(None, system)
    return app


def main(conf: str, asks: str, answers: str) -> None:
    """Answer until the other side closes its end."""
    import transaction

    app = opened(conf)
    with (
        os.fdopen(int(asks), encoding="utf-8") as source,
        os.fdopen(int(answers), "w", encoding="utf-8") as target,
    ):
        for line in source:
            name, arguments = json.loads(line)
            module, function = name.split(":")
            transaction.begin()
            try:
                value = getattr(import_module(module), function)(app, **arguments)
                answer = {"value": value}
            except Exception:
                answer = {"error": traceback.format_exc()}
            transaction.abort()
            target.write(json.dumps(answer) + "\n")
            target.flush()
    app._p_jar.db().close()


if __name__ == "__main__":
    main(*sys.argv[1:])
