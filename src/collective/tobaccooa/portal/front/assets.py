"""The portal's static files: their version, so that browsers may keep them for long."""

from __future__ import annotations

from pathlib import Path

import hashlib


STATIC = Path(__file__).parent / "static"
VERSION = hashlib.sha256(
    b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file())
).hexdigest()[:10]
