"""The thread behind the synchronous front. anyio's `start_blocking_portal` runs in a thread that the interpreter waits for at its end, so a program
that never closes its client would never end; this one does not hold it up."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread

import anyio
from anyio.from_thread import BlockingPortal


@contextmanager
def running_portal() -> Iterator[BlockingPortal]:
    """An event loop in a thread of its own. Stop the portal before leaving: leaving waits for it."""
    opened: Future[BlockingPortal] = Future()

    async def serve() -> None:
        async with BlockingPortal() as portal:
            opened.set_result(portal)
            await portal.sleep_until_stopped()

    def run() -> None:
        try:
            anyio.run(serve)
        except BaseException as error:
            if opened.done():
                raise
            opened.set_exception(error)

    thread = Thread(target=run, name="ingle-sdk", daemon=True)
    thread.start()
    yield opened.result()
    thread.join()
