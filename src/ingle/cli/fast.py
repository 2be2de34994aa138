"""`ingle exec` read without click, whose import alone is two starts of an interpreter.

Understands exactly what the click command in commands/execute.py does, or returns None and leaves it (and its messages) to that; a test compares both.
"""

from getopt import GetoptError, getopt

from ingle.cli.console.options import ExecOptions

_SHORT = "ite:w:u:d"
_FLAGS = {
    "-i": "interactive",
    "--interactive": "interactive",
    "-t": "tty",
    "--tty": "tty",
    "-d": "detach",
    "--detach": "detach",
    "--keep-awake": "keep_awake",
}
_VALUES = {"-w": "working_dir", "--workdir": "working_dir", "-u": "user", "--user": "user"}
_LONG = ["interactive", "tty", "detach", "keep-awake", "env=", "workdir=", "user="]
_LONG_WORDS = {"--" + name.rstrip("=") for name in _LONG}


def parse_exec(words: list[str]) -> ExecOptions | None:
    try:
        pairs, rest = getopt(words, _SHORT, _LONG)
    except GetoptError:
        return None
    if _has_abbreviation(words[: len(words) - len(rest)]):
        return None
    values: dict[str, str | bool] = {}
    env = []
    for name, value in pairs:
        if name in ("-e", "--env"):
            env.append(value)
        elif name in _FLAGS:
            values[_FLAGS[name]] = True
        else:
            values[_VALUES[name]] = value
    if not rest or values.get("detach"):
        return None
    machine, *argv = rest
    if argv[:1] == ["--"]:
        argv = argv[1:]
    if not argv or argv[0].startswith("-") or machine.startswith("-"):
        return None
    return ExecOptions(
        machine,
        tuple(argv),
        tuple(env),
        working_dir=str(values.get("working_dir", "")),
        user=str(values.get("user", "")),
        interactive=bool(values.get("interactive")),
        tty=bool(values.get("tty")),
        keep_awake=bool(values.get("keep_awake")),
    )


def _has_abbreviation(consumed: list[str]) -> bool:
    """getopt takes `--inter` for `--interactive`; click, and so we, do not. (A value that looks like an option only costs the fast path.)"""
    return any(
        word.startswith("--") and word != "--" and word.partition("=")[0] not in _LONG_WORDS
        for word in consumed
    )
