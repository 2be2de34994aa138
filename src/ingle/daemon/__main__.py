"""`python -m ingle.daemon FLAGS…`: what `ingle serve` runs."""

import gc
import sys


def main() -> int:
    gc.disable()  # what is imported stays; looking again and again for what could go is a fifth of a start
    from ingle.daemon.main import run

    gc.freeze()  # nor is it looked at later
    gc.enable()
    return run(sys.argv[1:])


sys.exit(main())
