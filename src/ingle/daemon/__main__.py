"""`python -m ingle.daemon FLAGS…`: what `ingle serve` runs."""

import sys

from ingle.daemon.main import run

sys.exit(run(sys.argv[1:]))
