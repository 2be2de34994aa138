"""Where `ingle` starts. Answers the quickest questions itself, and only then imports the grammar of the rest."""

import os
import sys

TYPE_CHECKING = False  # as type checkers know it; importing typing is slow
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> "NoReturn":
    words = sys.argv[1:]
    if words == ["--version"]:
        from ingle import __version__

        print(f"ingle {__version__}")
        leave(0)
    if words[:1] == ["exec"]:
        from ingle.cli.fast import parse_exec

        options = parse_exec(words[1:])
        if options is not None:
            from ingle.cli.console.execute import execute_told

            leave(execute_told(options))
    from ingle.cli.app import run_app

    sys.exit(run_app(words))


def leave(code: int) -> "NoReturn":
    """End at once: taking an interpreter down politely costs as much as starting it."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass
    os._exit(code)


if __name__ == "__main__":
    main()
