"""Fill in the configuration of a cache in front: `front.py varnish|nginx [options]`, to stdout.

For example: `.venv/bin/python scripts/front.py varnish --name oa.example.cn:443 --scheme https`.
Then enter the cache's address in Plone's control panel of caching, under purging.
"""

from __future__ import annotations

from pathlib import Path

import argparse
import re
import sys


DEPLOY = Path(__file__).parent.parent / "deploy"
FILES = {"varnish": "varnish.vcl", "nginx": "nginx.conf"}
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9./:_-]*|/[A-Za-z0-9./_-]+|\[[0-9a-f:]+\](:[0-9]+)?")


def filled(server: str, **values: str) -> str:
    """Return the configuration for `server`.

    :param values: `backend` port of the office, `port` on which nginx listens, `site` id of the
        site, `scheme` and `name` (with port) by which visitors know it, `cache` folder of nginx.
    :raises ValueError: a value that doesn't belong into such a file, or one that is missing.
    """
    text = (DEPLOY / FILES[server]).read_text("utf-8")
    for name, value in values.items():
        if not PLAIN.fullmatch(value):
            raise ValueError(f"{name}: {value!r} is neither a name, a number nor a path")
        text = text.replace(f"@{name.upper()}@", value)
    left = re.findall(r"@[A-Z]+@", text)
    if left:
        raise ValueError(f"no value for {', '.join(sorted(set(left)))}")
    return text


def main() -> int:
    """Write the configuration."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("server", choices=sorted(FILES))
    parser.add_argument("--backend", default="8080", help="port of the office (8080)")
    parser.add_argument("--port", default="80", help="port on which nginx listens (80)")
    parser.add_argument("--site", default="oa", help="id of the site (oa)")
    parser.add_argument("--scheme", default="http", choices=["http", "https"])
    parser.add_argument("--name", default="localhost:80", help="name and port visitors use")
    parser.add_argument("--cache", default="/var/cache/nginx-office", help="folder of nginx")
    options = vars(parser.parse_args())
    try:
        sys.stdout.write(filled(options.pop("server"), **options))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
