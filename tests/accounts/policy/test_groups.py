"""What groups may be called, and how many there may be."""

import pytest

from ingle.accounts import policy
from ingle.accounts.errors import GroupFullError, NameInvalidError
from ingle.accounts.policy.groups import MAX_GROUPS, MAX_MEMBERS


def test_names_of_groups() -> None:
    for name in ("Team", "The 2nd team", "a"):
        policy.check_group_name(name)
    for name in ("", "everyone", "Admins", " a", "a ", "a/b", "x" * 65):
        with pytest.raises(NameInvalidError):
            policy.check_group_name(name)


def test_there_is_an_end_to_groups_and_to_who_is_in_one() -> None:
    policy.check_room_for_group(MAX_GROUPS - 1)
    policy.check_room_for_member(MAX_MEMBERS - 1)
    with pytest.raises(GroupFullError):
        policy.check_room_for_group(MAX_GROUPS)
    with pytest.raises(GroupFullError):
        policy.check_room_for_member(MAX_MEMBERS)
