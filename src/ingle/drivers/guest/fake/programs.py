"""The programs of the fake guest: small copies of the real ones, as far as tests use them."""

import re
from collections.abc import Callable, Iterator

from ingle.drivers.guest.fake.kernel import Context, Program, Read, Sleep, Write
from ingle.drivers.guest.fake.tree import RefusedError, join

_BLOCK = 65536
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\", b"e": b"\x1b"}


def true(_context: Context) -> Program:
    yield from ()
    return 0


def false(_context: Context) -> Program:
    yield from ()
    return 1


def echo(context: Context) -> Program:
    words = context.argv[1:]
    newline = words[:1] != [b"-n"]
    yield Write(1, b" ".join(words if newline else words[1:]) + (b"\n" if newline else b""))
    return 0


def printf(context: Context) -> Program:
    """With %s and %d only; the format is used again while there are arguments."""
    pattern, *arguments = context.argv[1:]
    text = _ESCAPE.sub(_unescape, pattern)
    holes = len(re.findall(rb"%[sd]", text))
    while True:
        now, arguments = arguments[:holes], arguments[holes:]
        yield Write(1, _fill(text, now))
        if not arguments or not holes:
            return 0


def cat(context: Context) -> Program:
    if context.argv[1:]:
        return (yield from _cat_files(context))
    while data := (yield Read()):
        yield Write(1, data)
    return 0


def _cat_files(context: Context) -> Program:
    code = 0
    for path in context.argv[1:]:
        try:
            content = context.tree.find(join(context.cwd, path)).content
        except RefusedError as error:
            yield Write(2, b"cat: " + path + b": " + error.message.encode() + b"\n")
            code = 1
        else:
            yield from _write(1, content)
    return code


def head(context: Context) -> Program:
    """`head -c N [/dev/zero]`: so many bytes of input, or zeros."""
    left = int(context.argv[2])
    zeros = context.argv[3:] == [b"/dev/zero"]
    while left:
        data = bytes(min(left, _BLOCK)) if zeros else (yield Read())[:left]
        if not data:
            break
        yield Write(1, data)
        left -= len(data)
    return 0


def yes(context: Context) -> Program:
    line = (b" ".join(context.argv[1:]) or b"y") + b"\n"
    block = line * (_BLOCK // len(line) or 1)
    while True:
        yield Write(1, block)


def sleep(context: Context) -> Program:
    yield Sleep(float(context.argv[1]))
    return 0


def env(context: Context) -> Program:
    yield from _write(
        1, b"".join(name.encode() + b"=" + value + b"\n" for name, value in context.env.items())
    )
    return 0


def pwd(context: Context) -> Program:
    yield Write(1, context.cwd + b"\n")
    return 0


def uname(context: Context) -> Program:
    yield Write(1, b"Linux fake 6.0.0-fake #1 x86_64\n" if context.argv[1:] == [b"-a"] else b"Linux\n")
    return 0


def hostname(context: Context) -> Program:
    yield Write(1, context.tree.find(b"/etc/hostname").content)
    return 0


def stty(context: Context) -> Program:
    """`stty size`."""
    if context.size is None:
        yield Write(2, b"stty: standard input: not a tty\n")
        return 1
    yield Write(1, b"%d %d\n" % context.size)
    return 0


PROGRAMS: dict[bytes, Callable[[Context], Program]] = {
    program.__name__.encode(): program
    for program in (true, false, echo, printf, cat, head, yes, sleep, env, pwd, uname, hostname, stty)
}


def _write(channel: int, data: bytes) -> Program:
    for start in range(0, len(data), _BLOCK):
        yield Write(channel, data[start : start + _BLOCK])
    return 0


def _unescape(match: re.Match[bytes]) -> bytes:
    what = match[1]
    return bytes([int(what, 8) & 0xFF]) if what.isdigit() else _ESCAPES.get(what, b"\\" + what)


def _fill(text: bytes, arguments: list[bytes]) -> bytes:
    values: Iterator[bytes] = iter(arguments)
    return re.sub(rb"%[sd%]", lambda hole: b"%" if hole[0] == b"%%" else next(values, b""), text)
