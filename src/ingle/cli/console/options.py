"""What `exec` was asked to do."""

import os
from typing import Any, NamedTuple


class ExecOptions(NamedTuple):
    machine: str
    argv: tuple[str, ...]
    env: tuple[str, ...] = ()  # "NAME=VALUE", or "NAME" to pass ours on
    working_dir: str = ""
    user: str = ""
    interactive: bool = False
    tty: bool = False
    keep_awake: bool = False

    def request(self) -> dict[str, Any]:
        """The wire's ExecRequest, but for the terminal."""
        return {
            "argv": list(self.argv),
            "env": read_env(self.env),
            "working_dir": self.working_dir,
            "user": self.user,
            "stdin": self.interactive,
            "keep_awake": self.keep_awake,
        }


def read_env(words: tuple[str, ...]) -> dict[str, str]:
    """NAME=VALUE as given; NAME alone is passed on from our own environment, and left out where we have none."""
    env = {}
    for word in words:
        name, equals, value = word.partition("=")
        if equals:
            env[name] = value
        elif name in os.environ:
            env[name] = os.environ[name]
    return env
