"""Paths in one's own tree, as a shell hands them over, and where things came to lie."""

import os
from typing import TYPE_CHECKING

from ingle.cli.output import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingle.wire.files import FileEntry


def own(path: str) -> str:
    """What a shell made of `~`, back again: its own home directory is not meant."""
    home = os.path.expanduser("~")  # noqa: PTH111 - text, as the shell puts it in
    if home != "/" and (path == home or path.startswith(home + "/")):
        return "~" + path[len(home) :]
    return path


def told(made: "Sequence[FileEntry]", *, as_json: bool) -> None:
    """Where things are now."""
    if as_json:
        print_json(made[0] if len(made) == 1 else made)
    else:
        for one in made:
            print(one.path)
