"""What groups may be called, and how many of them there may be: pure decisions."""

import re

from ingle.accounts.errors import GroupFullError, NameInvalidError
from ingle.accounts.names import ADMINS, EVERYONE

MAX_GROUPS = 500  # that one person owns
MAX_MEMBERS = 10_000  # of one group

_NAME = re.compile(r"[A-Za-z](?:[A-Za-z0-9._ -]{0,62}[A-Za-z0-9._-])?")


def check_group_name(name: str) -> None:
    """Raises NameInvalidError."""
    if _NAME.fullmatch(name) is None or name.lower() in (EVERYONE, ADMINS):
        raise NameInvalidError(
            "a group's name begins with a letter, has at most 64 letters, digits, spaces, dots, dashes and underscores, "
            f"and is neither {EVERYONE} nor {ADMINS}",
            field="name",
        )


def check_room_for_group(owned: int) -> None:
    """Raises GroupFullError."""
    if owned >= MAX_GROUPS:
        raise GroupFullError(
            f"you have {owned} groups, which is as many as you may; remove one first", limit=MAX_GROUPS
        )


def check_room_for_member(members: int) -> None:
    """Raises GroupFullError."""
    if members >= MAX_MEMBERS:
        raise GroupFullError(f"a group has at most {MAX_MEMBERS} members", limit=MAX_MEMBERS)
