"""Exit codes by kind of error: this door's table. The numbers are those of sysexits.h where it has a fitting one.

`exec`, `run`, `shell` and `attach` end as what they ran ended, so there Ingle's own failures are 125, 126 and 127, as docker's are.
"""

from ingle.base.errors import Kind

USAGE = 2  # click's

EXIT_CODES: dict[Kind, int] = {
    Kind.INVALID: 65,
    Kind.NOT_FOUND: 66,
    Kind.UNAUTHENTICATED: 67,
    Kind.RATE_LIMITED: 68,
    Kind.UNAVAILABLE: 69,
    Kind.FAILED: 70,
    Kind.EXHAUSTED: 71,
    Kind.CONFLICT: 73,
    Kind.TOO_LARGE: 74,
    Kind.TIMEOUT: 75,
    Kind.FORBIDDEN: 77,
}

OWN_FAILURE = 125  # of a command that otherwise ends as what it ran
_CANNOT_RUN = {"command_not_found": 127, "command_not_executable": 126, "not_executable": 126}

INTERRUPTED = 130  # 128 + SIGINT
BROKEN_PIPE = 141  # 128 + SIGPIPE


def exit_code(kind: Kind, *, runs_something: bool = False, code: str = "") -> int:
    """What to exit with after an error."""
    if not runs_something:
        return EXIT_CODES[kind]
    return _CANNOT_RUN.get(code, OWN_FAILURE)
