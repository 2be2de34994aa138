"""`ingle` in processes that begin at once (see press.py), for tests of what it says and does. How it begins, and how it is with slow readers and
with terminals, is for those who run `bin/ingle`."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryFile

from anyio import to_thread

from support.press import Pressed


def ingle(
    *words: str,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    timeout: float = 60,
) -> CompletedProcess[bytes]:
    """Run these words to their end, in this environment and folder or our own. Raises TimeoutExpired, and ends it then."""
    with TemporaryFile() as told, TemporaryFile() as out, TemporaryFile() as err:
        told.write(stdin)
        told.seek(0)
        process = Pressed(
            _command_line,
            words,
            environment=os.environ if environment is None else environment,
            folder=folder or Path.cwd(),
            stdin=told.fileno(),
            stdout=out.fileno(),
            stderr=err.fileno(),
        )
        try:
            code = process.wait(timeout)
        finally:
            process.kill()
        out.seek(0)
        err.seek(0)
        return CompletedProcess(["ingle", *words], code, out.read(), err.read())


@dataclass(frozen=True)
class CommandLine:
    """The command line on a daemon that lives in the event loop, which goes on meanwhile."""

    url: str
    token: str = ""
    folder: Path | None = None

    async def __call__(self, *words: str, code: int = 0) -> str:
        """What it printed; fails with what it complained of when it exits otherwise than with `code`."""
        done = await self.ended(*words)
        assert done.returncode == code, (words, done.stderr.decode())
        return done.stdout.decode()

    async def ended(self, *words: str) -> CompletedProcess[bytes]:
        named = {"INGLE_TOKEN": self.token} if self.token else {}
        environment = {**os.environ, **named, "INGLE_URL": self.url}
        return await to_thread.run_sync(partial(ingle, *words, environment=environment, folder=self.folder))


def _command_line(words: Sequence[str]) -> None:
    """As bin/ingle begins, with the streams of Python as they are under -X utf8."""
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 - descriptors
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["ingle", *words]
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from ingle.cli.main import main

    main()
