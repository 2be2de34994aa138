"""`python -m ingle.daemon.workers NUMBER DATA_DIR`: a worker of the house that starts it and writes its orders. Both words are for whoever looks at a list of
processes."""

import gc
import sys


def main() -> None:
    gc.disable()  # what is imported stays
    from ingle.daemon.workers.orders import Orders
    from ingle.daemon.workers.serving import run

    gc.freeze()
    gc.enable()
    run(Orders.decode(sys.stdin.buffer.read()))


main()
