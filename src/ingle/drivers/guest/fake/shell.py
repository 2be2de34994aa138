"""`sh` of the fake guest: `sh -c SCRIPT` and an interactive one.

Knows commands with quotes, $NAME, ${NAME:-WORD}, $$ and $?, joined by `;`, newline, `&&` and `||`, the redirections `>FILE` and `>&2` (`2>FILE` is read
over), and the built-ins `cd`, `exit`, `exec` and `kill -N $$`.
"""

import re
import shlex
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingle.drivers.guest.fake.kernel import Context, Program, Read, SignalledError, Write
from ingle.drivers.guest.fake.programs import PROGRAMS
from ingle.drivers.guest.fake.tree import join

_VARIABLE = re.compile(r"'[^']*'|\$(\$|\?|\w+|\{\w+(?::-[^}]*)?\})")


@dataclass
class Command:
    words: list[str] = field(default_factory=list)
    target: str | None = None  # of >
    joint: str = ";"  # what stands before it


class ExitError(Exception):
    """`exit` in the script."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def sh(context: Context) -> Program:
    shell = Shell(context)
    if context.argv[1:2] == [b"-c"]:
        script = context.argv[2].decode(errors="surrogateescape")
        try:
            return (yield from shell.run(script))
        except ExitError as end:
            return end.code
    return (yield from shell.interact())


class Shell:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._code = 0

    def run(self, script: str) -> Program:
        try:
            commands = list(parse(self._expand_lines(script)))
        except ValueError as error:
            yield Write(2, f"sh: syntax error: {error}\n".encode())
            return 2
        for command in commands:
            if (command.joint == "&&" and self._code) or (command.joint == "||" and not self._code):
                continue
            self._code = yield from self._command(command)
        return self._code

    def interact(self) -> Program:
        """Read lines and run them, with a prompt on a terminal."""
        rest = b""
        yield from self._prompt()
        while data := (yield Read()):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                try:
                    yield from self.run(line.decode(errors="surrogateescape"))
                except SignalledError:
                    self._code = 130
                except ExitError as end:
                    return end.code
                yield from self._prompt()
        return self._code

    def _prompt(self) -> Program:
        if self._context.size is not None:
            yield Write(1, b"$ ")
        return 0

    def _expand_lines(self, script: str) -> str:
        def value(match: re.Match[str]) -> str:
            name = match[1]
            if name is None:
                return match[0]
            if name == "$":
                return str(self._context.pid)
            if name == "?":
                return str(self._code)
            name, _, word = name.strip("{}").partition(":-")
            found = self._context.env.get(name, b"")
            return found.decode(errors="surrogateescape") or _said(word)

        return _VARIABLE.sub(value, script)

    def _command(self, command: Command) -> Program:
        words = [word.encode(errors="surrogateescape") for word in command.words]
        match words:
            case []:
                return 0
            case [b"exit", *rest]:
                raise ExitError(int(rest[0]) & 0xFF if rest else self._code)
            case [b"cd", path]:
                self._context.cwd = join(self._context.cwd, path)
                return 0
            case [b"kill", option, pid] if int(pid) == self._context.pid:
                raise SignalledError(int(option[1:]))
            case [b"exec", shell, *_] if shell.rpartition(b"/")[2] == b"sh":
                raise ExitError((yield from self.interact()))
            case [b"exec", *words]:
                pass
        name = words[0].rpartition(b"/")[2]
        if name not in PROGRAMS:
            yield Write(2, b"sh: " + words[0] + b": not found\n")
            return 127
        program = PROGRAMS[name](replace(self._context, argv=words))
        self._context.child = b" ".join(words)
        try:
            return (yield from self._redirected(program, command.target))
        finally:
            self._context.child = None

    def _redirected(self, program: Program, target: str | None) -> Program:
        if target is None:
            return (yield from program)
        if target == "&2":
            return (yield from _caught(program, None))
        written = bytearray()
        code = yield from _caught(program, written)
        node = self._context.tree.node(stat.S_IFREG | 0o644)
        node.content = bytes(written)
        self._context.tree.put(join(self._context.cwd, target.encode()), node)
        return code


def _said(word: str) -> str:
    """Of a command in its place, `$(… || echo WORD)`, what it says where nothing else is installed."""
    return word.removesuffix(")").split()[-1] if word.startswith("$(") else word


def _caught(program: Program, into: bytearray | None) -> Program:
    """Run a program with its standard output kept, or sent to the standard error."""
    try:
        call = next(program)
        while True:
            reply = b""
            try:
                if not isinstance(call, Write) or call.channel != 1:
                    reply = yield call
                elif into is None:
                    yield Write(2, call.data)
                else:
                    into += call.data
            except SignalledError as signalled:
                call = program.throw(signalled)
            else:
                call = program.send(reply)
    except StopIteration as end:
        return int(end.value)


def parse(script: str) -> Iterator[Command]:
    lexer = shlex.shlex(script, posix=True, punctuation_chars=";&|>\n")
    lexer.whitespace = " \t"
    lexer.whitespace_split = True
    lexer.commenters = ""
    command = Command()
    tokens = iter(lexer)
    for word in tokens:
        if word and not word.strip(";&|\n"):
            yield command
            command = Command(joint=word)
        elif word == ">" and command.words[-1:] == ["2"]:
            command.words.pop()
            next(tokens, "")
        elif word == ">":
            command.target = next(tokens, "")
        elif word == ">&":
            command.target = "&" + next(tokens, "")
        else:
            command.words.append(word)
    yield command
