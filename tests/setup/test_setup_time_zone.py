"""The process's time zone is one that DateTime reads rightly.

With `TZ=Asia/Shanghai` the zone is called CST, which DateTime takes for America's Central time:
`modified` of everything was 14 hours in the future.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from pathlib import Path

import os
import re
import subprocess
import sys


CONFIGURATION = Path(__file__).parents[2] / "base.cfg"


def test_now_is_now_and_local_time_is_that_of_shanghai():
    (zone,) = re.findall(r"^    TZ (\S+)$", CONFIGURATION.read_text(), re.MULTILINE)
    script = "from DateTime import DateTime; print(DateTime().asdatetime().isoformat())"
    found = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    now = datetime.fromisoformat(found.stdout.strip())
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)
    assert now.utcoffset() == timedelta(hours=8)
