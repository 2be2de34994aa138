"""The process that takes images apart: `python -m ingle.drivers.rootfs.worker`, one image a life.

Parsing what strangers made is done here and not in the daemon: with limits on memory, time and file size, at a lower priority, easily killed. It reads one
`Job` as JSON from stdin and writes `Message`s, one JSON object a line, to stdout; the last is a Root or a Failure.
"""

import errno
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from ingle.base.units import GIB
from ingle.drivers.rootfs.flatten import flatten_image, stack_layers, wrap_tree
from ingle.drivers.rootfs.limits import Limits
from ingle.images import errors
from ingle.images.model import ImageConfig, Progress, Root

MAX_MEMORY = 4 * GIB  # a million entries take about 1 GiB
MAX_CPU_SECONDS = 3600
_REPORT_EVERY = 0.1  # seconds


class Job(msgspec.Struct, frozen=True):
    work: str
    limits: Limits
    source: str = ""  # an archive or a layout; else
    tree: str = ""  # a tar of a whole file system; else
    layers: list[str] = []
    config: ImageConfig = ImageConfig()


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    error: str  # the class in images.errors
    sentence: str
    fields: dict[str, str | int | None] = {}


class Report(msgspec.Struct, frozen=True, tag="report"):
    progress: Progress


class Done(msgspec.Struct, frozen=True, tag="done"):
    root: Root


Message = Failure | Report | Done


_ERRORS = {
    type_.__name__: type_
    for type_ in (
        errors.ImageInvalidError,
        errors.ImageDigestError,
        errors.ImagePlatformError,
        errors.ImageTooLargeError,
        errors.ImageDiskFullError,
        errors.ImageToolMissingError,
    )
}


def main() -> int:
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    _limit(job.limits)
    message = run(job, _throttle(_say))
    _say(message)
    return 0 if isinstance(message, Done) else 1


def run(job: Job, report: Callable[[Progress], None]) -> Message:
    """Do the job; every way it can go wrong is a Failure."""
    work = Path(job.work)
    try:
        if job.source:
            return Done(flatten_image(Path(job.source), work, job.limits, report))
        if job.tree:
            return Done(wrap_tree(Path(job.tree), work, job.config, job.limits, report))
        return Done(stack_layers([Path(layer) for layer in job.layers], work, job.config, job.limits, report))
    except errors.ImageError as error:
        fields: dict[str, str | int | None] = {
            key: value for key, value in error.fields.items() if isinstance(value, str | int)
        }
        return Failure(type(error).__name__, error.sentence, fields)
    except MemoryError:
        return Failure(
            "ImageTooLargeError",
            "the image needs more memory to be read than is allowed",
            {"limit": "memory"},
        )
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        return Failure(
            "ImageDiskFullError" if full else "ImageError",
            f"the image could not be written: {error.strerror}",
        )


def to_error(failure: Failure) -> errors.ImageError:
    """The error on the other side of the pipe."""
    return _ERRORS.get(failure.error, errors.ImageError)(failure.sentence, **failure.fields)


def _say(message: Message) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(message) + b"\n")
    sys.stdout.buffer.flush()


def _throttle(say: Callable[[Message], None]) -> Callable[[Progress], None]:
    said = -_REPORT_EVERY

    def report(progress: Progress) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= _REPORT_EVERY:
            said = now
            say(Report(progress))

    return report


def _limit(limits: Limits) -> None:
    """Applies to tar2sqfs too, which inherits it."""
    os.nice(5)
    for what, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, limits.bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    sys.exit(main())
