"""Who has which named permission, as a table."""

import pytest

from ingle.accounts import policy
from ingle.accounts.model import Holder, HolderKind, Permission
from ingle.accounts.names import ANYBODY
from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller
from support.sharing import ANN, BOB, CLEO, GAME, TOKEN_OF_BOB, acting_for, by_link, by_token, person

APP_OF_BOB = Holder(HolderKind.APP, policy.app_holder(BOB, GAME))
APP_OF_ALL = Holder(HolderKind.APP, policy.app_holder(ANYBODY, GAME))
TO_BOB = Holder(HolderKind.USER, BOB)
TO_TEAM = Holder(HolderKind.GROUP, "team")
TO_TOKEN = Holder(HolderKind.TOKEN, TOKEN_OF_BOB)
KV = "driver:kv:get"
MAIL_OF_ANN = f"user:{ANN}:email:read"
MAIL_OF_BOB = f"user:{BOB}:email:read"


def test_names_of_permissions() -> None:
    assert policy.beginnings("driver:kv:get") == ("driver:kv:get", "driver:kv", "driver")
    for name in ("driver:kv", MAIL_OF_ANN, "app:uid#app-1:access", "flag:app-is-authenticated"):
        policy.check_permission(name)
    for name in ("", "a b", ":x", "x\n", "x" * 256):
        with pytest.raises(InvalidError):
            policy.check_permission(name)


def test_whose_affair_a_permission_is() -> None:
    assert policy.person_named(MAIL_OF_ANN) == ANN
    assert policy.person_named(f"apps-of-user:{ANN}:read") == ANN
    assert policy.person_named("driver:user:x") == ""


TABLE: list[tuple[Caller, str, tuple[Permission, ...], bool]] = [
    (person(BOB), KV, (), True),
    (person(BOB), MAIL_OF_BOB, (), True),
    (person(BOB), MAIL_OF_ANN, (), False),
    (person(BOB), MAIL_OF_ANN, (Permission(TO_BOB, ANN, MAIL_OF_ANN),), True),
    (person(BOB), MAIL_OF_ANN, (Permission(TO_BOB, ANN, f"user:{ANN}:email"),), True),
    (person(BOB), MAIL_OF_ANN, (Permission(TO_TEAM, ANN, MAIL_OF_ANN),), True),
    (person(BOB), MAIL_OF_ANN, (Permission(TO_BOB, CLEO, MAIL_OF_ANN),), False),
    (acting_for(BOB), KV, (), False),
    (acting_for(BOB), KV, (Permission(APP_OF_BOB, BOB, "driver:kv"),), True),
    (acting_for(BOB), KV, (Permission(APP_OF_BOB, BOB, "driver:kv:set"),), False),
    (acting_for(BOB), KV, (Permission(APP_OF_BOB, ANN, "driver:kv"),), False),
    (acting_for(BOB), KV, (Permission(APP_OF_ALL, CLEO, KV),), True),
    (acting_for(BOB), MAIL_OF_BOB, (Permission(APP_OF_ALL, CLEO, MAIL_OF_BOB),), False),
    (acting_for(BOB), MAIL_OF_BOB, (Permission(APP_OF_BOB, BOB, MAIL_OF_BOB),), True),
    (acting_for(BOB), MAIL_OF_ANN, (Permission(APP_OF_BOB, BOB, MAIL_OF_ANN),), False),
    (
        acting_for(BOB),
        MAIL_OF_ANN,
        (Permission(APP_OF_BOB, BOB, MAIL_OF_ANN), Permission(TO_BOB, ANN, MAIL_OF_ANN)),
        True,
    ),
    (acting_for(BOB), MAIL_OF_ANN, (Permission(TO_BOB, ANN, MAIL_OF_ANN),), False),
    (by_token(BOB), KV, (), False),
    (by_token(BOB), KV, (Permission(TO_TOKEN, BOB, KV),), True),
    (by_link("lnk"), KV, (), False),
]


@pytest.mark.parametrize(("caller", "name", "permitted", "has"), TABLE)
def test_who_has_it(caller: Caller, name: str, permitted: tuple[Permission, ...], has: bool) -> None:
    assert policy.permissions_held(caller, [name], permitted) == ({name} if has else set())


def test_what_is_looked_up_for_whom() -> None:
    assert policy.other_holders(person(BOB)) == ()
    assert policy.other_holders(acting_for(BOB)) == (APP_OF_BOB, APP_OF_ALL)
    assert policy.other_holders(by_token(BOB)) == (TO_TOKEN,)
