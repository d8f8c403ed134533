"""``python -m geomap.cli``."""

import sys

from geomap.cli import process

sys.exit(process())
