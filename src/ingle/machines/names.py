"""How machines, their sessions and their scopes are called."""
# ruff: noqa: SIM905 - lists of words are read as words

import re
from typing import NewType

from ingle.base.errors import InvalidError
from ingle.base.ids import RandomBytes

MachineId = NewType("MachineId", str)
GenerationId = NewType("GenerationId", str)
LayerId = NewType("LayerId", str)

MACHINE_PREFIX = "mch"
GENERATION_PREFIX = "gen"
LAYER_PREFIX = "lyr"
SESSION_PREFIX = "ses"
WORKLOAD_SESSION = "workload"  # the session that runs what the image or the create asked for

READ = "machines:read"
WRITE = "machines:write"
EXEC = "machines:exec"
STORAGE = "machines:storage"

# A name is a label of a host name (RFC 1123 section 2.1), because the guest is called so.
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,61}")
_SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what the agent allows

_FIRST = (
    "amber bold brave brisk calm clever cosy crisp deft eager early fair fleet gentle glad keen kind "
    "lively lucky mellow merry neat noble plain proud quick quiet ready rosy snug spry steady sunny swift warm wise"
).split()
_SECOND = (
    "alder aspen badger beech birch bramble brook cedar clover crane ember fern finch fox hazel hearth heron "
    "kiln lantern lark linden maple marten moss oak otter owl pine plover robin rowan sparrow spruce thistle willow wren"
).split()


def check_name(name: str, what: str = "machine") -> str:
    """The name, when machines (or snapshots) may be called so. Raises InvalidError."""
    if _NAME.fullmatch(name) is None or name.endswith("-"):
        raise InvalidError(
            f"{name!r} cannot be a {what}'s name; use 1 to 62 of a-z, 0-9 and -, with no - at either end",
            field="name",
        )
    return name


def check_hostname(hostname: str) -> str:
    """One label, or several joined by dots. Raises InvalidError."""
    labels = hostname.lower().split(".")
    if len(hostname) > 64 or any(_NAME.fullmatch(label) is None or label.endswith("-") for label in labels):
        raise InvalidError(f"{hostname!r} cannot be a host name", field="hostname")
    return hostname


def is_session_name(text: str) -> bool:
    return _SESSION.fullmatch(text) is not None


def make_name(random: RandomBytes) -> str:
    """A friendly name such as `brave-otter-3f2a`; whether it is free is the store's matter."""
    first, second, *rest = random(4)
    return f"{_FIRST[first % len(_FIRST)]}-{_SECOND[second % len(_SECOND)]}-{bytes(rest).hex()}"
