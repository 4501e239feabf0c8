"""Work off the background jobs beside several Zope processes, until TERM.

Run it as `bin/worker run scripts/worker.py`; several may run at once.
"""

from collective.tobaccooa.jobs.serving import serve

import logging


logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
serve(app)  # noqa: F821 - given by `run`
