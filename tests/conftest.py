"""No test uses the network: this process and all that it starts are cut off from it.

Chromium is a process of its own; the browser tests cut it off themselves. No property test is
timed, either: a busy machine fails nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

OFFLINE = Path(__file__).parent / "offline"
NO_DATA = OFFLINE / "no-data"  # not there: nobody's own places take part


def pytest_configure() -> None:
    """Cut this process off, and through PYTHONPATH every Python that a test starts."""
    os.environ["GEOMAP_DATA"] = str(NO_DATA)
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if str(OFFLINE) not in paths:
        os.environ["PYTHONPATH"] = os.pathsep.join([str(OFFLINE), *filter(None, paths)])
    known = sys.modules.get("sitecustomize")
    if known is None or Path(str(known.__file__)).parent != OFFLINE:  # else cut off at its start
        sys.modules.pop("sitecustomize", None)
        sys.path.insert(0, str(OFFLINE))
        import sitecustomize  # noqa: F401

        sys.path.remove(str(OFFLINE))
