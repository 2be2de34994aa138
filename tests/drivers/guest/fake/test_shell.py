"""The fake guest's shell understands what tests write in it."""

import pytest

from ingle.base.clock import ManualClock
from ingle.drivers.guest.fake.kernel import Context, Process
from ingle.drivers.guest.fake.shell import sh
from ingle.drivers.guest.fake.tree import Tree
from ingle.machines.model import Exit


def run(script: str) -> tuple[bytes, bytes, Exit | None]:
    """Standard output, standard error and the exit of `sh -c SCRIPT` without input."""
    clock = ManualClock()
    tree = Tree(clock)
    written = {1: b"", 2: b""}

    def write(channel: int, data: bytes) -> None:
        written[channel] += data

    context = Context([b"sh", b"-c", script.encode()], {"NAME": b"value", "TWO": b"a b"}, b"/tmp", 42, tree)
    process = Process(sh(context), clock, write, lambda: True)
    process.give(b"")
    while process.step():
        pass
    return written[1], written[2], process.exit


@pytest.mark.parametrize(
    ("script", "output"),
    [
        ("echo a  b", "a b\n"),
        ("echo 'a  b' \"c  d\"", "a  b c  d\n"),
        ("echo $NAME ${NAME} '$NAME'", "value value $NAME\n"),
        ("echo ${NAME:-no} ${NONE:-yes} ${NONE:-$(command -v ash || echo sh)}", "value yes sh\n"),
        ('printf "%s|" "$TWO" x', "a b|x|"),
        ("echo $$", "42\n"),
        ("false && echo no; true && echo yes", "yes\n"),
        ("false || echo yes; true || echo no", "yes\n"),
        ("echo one\necho two", "one\ntwo\n"),
        ("pwd; cd /etc 2>/dev/null; pwd", "/tmp\n/etc\n"),
        ("echo kept > f; cat f", "kept\n"),
        ("exec echo replaced", "replaced\n"),
        ("exec /bin/sh -l; echo never", ""),
        ("printf 'a\\nb'", "a\nb"),
        ("head -c 3 /dev/zero", "\0\0\0"),
        ("cat", ""),
    ],
)
def test_output(script: str, output: str) -> None:
    assert run(script) == (output.encode(), b"", Exit(code=0))


@pytest.mark.parametrize(
    ("script", "exit_"),
    [
        ("exit 7", Exit(code=7)),
        ("exit 256", Exit(code=0)),
        ("false", Exit(code=1)),
        ("false; exit", Exit(code=1)),
        ("kill -9 $$", Exit(signal=9)),
        ("kill -15 $$; echo never", Exit(signal=15)),
    ],
)
def test_exits(script: str, exit_: Exit) -> None:
    assert run(script) == (b"", b"", exit_)


def test_the_standard_error() -> None:
    assert run("echo oops >&2; exit 3") == (b"", b"oops\n", Exit(code=3))
    assert run("nonsense") == (b"", b"sh: nonsense: not found\n", Exit(code=127))
    assert run("cat none") == (b"", b"cat: none: b'/tmp/none': no such file or directory\n", Exit(code=1))
    _, error, exit_ = run("echo 'open")
    assert (error[:16], exit_) == (b"sh: syntax error", Exit(code=2))
