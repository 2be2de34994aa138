"""In which mode somebody may use a thing: by cases, and against an oracle that asks naively."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingle.accounts import policy
from ingle.accounts.errors import GrantDeniedError
from ingle.accounts.model import Granted, Holder, HolderKind, Mode
from ingle.accounts.names import ADMINS, EVERYONE
from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller
from support.sharing import oracle

ANN, BOB, CLEO = "ann", "bob", "cleo"
LINEAGE = ("root", "a", "b", "c")


def person(name: str) -> Caller:
    return Caller(name, name, admin=False, scopes=frozenset({"*"}), via="session")


def app_of(name: str) -> Caller:
    return replace(person(name), via="app", app_id="game")


def token_of(name: str) -> Caller:
    return replace(person(name), via="token", credential_id="tok", restricted=True)


LINK = Caller("", "", admin=False, scopes=frozenset(), via="link", credential_id="lnk")


def to(kind: HolderKind, holder: str, mode: Mode, *, on: str = "b", by: str = ANN) -> Granted:
    return Granted(on, by, Holder(kind, holder), mode)


def ask(caller: Caller, *granted: Granted, groups: policy.Memberships | None = None) -> Mode | None:
    return policy.effective_mode(caller, policy.Ground(ANN, LINEAGE, granted, groups or {}))


USER, GROUP, APP, TOKEN, LINK_KIND = HolderKind
READ, WRITE, MANAGE = Mode.READ, Mode.WRITE, Mode.MANAGE


def test_ones_own_is_managed_and_others_is_not_there() -> None:
    assert ask(person(ANN)) is MANAGE
    assert ask(person(BOB)) is None


def test_a_grant_holds_below_and_not_beside() -> None:
    assert ask(person(BOB), to(USER, BOB, READ)) is READ
    assert ask(person(BOB), to(USER, BOB, READ, on="elsewhere")) is None
    assert ask(person(BOB), to(USER, BOB, READ, on="root"), to(USER, BOB, WRITE, on="c")) is WRITE


def test_groups_and_everyone() -> None:
    assert ask(person(BOB), to(GROUP, "team", READ), groups={BOB: ["team"]}) is READ
    assert ask(person(BOB), to(GROUP, "team", READ)) is None
    assert ask(person(BOB), to(GROUP, EVERYONE, READ)) is READ
    assert ask(LINK, to(GROUP, EVERYONE, READ)) is None
    assert ask(person(BOB), to(GROUP, ADMINS, READ)) is None
    assert ask(person(BOB), to(GROUP, ADMINS, READ), groups={BOB: [ADMINS]}) is READ


def test_an_app_has_what_its_person_has_and_granted_it() -> None:
    granted = to(APP, policy.app_holder(ANN, "game"), WRITE)
    assert ask(app_of(ANN)) is None
    assert ask(app_of(ANN), granted) is WRITE
    assert ask(app_of(BOB), granted) is None
    theirs = to(APP, policy.app_holder(BOB, "game"), WRITE, by=ANN)
    assert ask(app_of(BOB), theirs) is None
    assert ask(app_of(BOB), theirs, to(USER, BOB, READ)) is READ


def test_a_restricted_token_has_what_was_granted_to_it_and_no_more_than_its_person() -> None:
    assert ask(token_of(ANN)) is None
    assert ask(token_of(ANN), to(TOKEN, "tok", READ)) is READ
    assert ask(token_of(BOB), to(TOKEN, "tok", WRITE), to(USER, BOB, READ)) is READ


def test_a_link_opens_what_it_was_made_for() -> None:
    assert ask(LINK, to(LINK_KIND, "lnk", READ)) is READ
    assert ask(LINK, to(LINK_KIND, "other", READ)) is None


def test_a_grant_holds_as_long_as_its_issuer_could_give_it() -> None:
    onward = to(USER, CLEO, WRITE, by=BOB)
    assert ask(person(CLEO), onward) is None
    assert ask(person(CLEO), onward, to(USER, BOB, WRITE)) is None
    assert ask(person(CLEO), onward, to(USER, BOB, MANAGE)) is WRITE
    assert ask(person(CLEO), onward, to(USER, BOB, MANAGE, on="a")) is WRITE
    assert ask(person(CLEO), onward, to(USER, BOB, MANAGE, on="c")) is None


def test_two_do_not_keep_a_thing_alive_between_them() -> None:
    ring = (to(USER, CLEO, MANAGE, by=BOB), to(USER, BOB, MANAGE, by=CLEO))
    assert ask(person(BOB), *ring) is None
    assert ask(person(CLEO), *ring, to(USER, BOB, MANAGE)) is MANAGE


def test_only_a_manager_gives_and_no_more_than_they_have() -> None:
    policy.check_giving(MANAGE, MANAGE)
    for own in (None, Mode.SEE, WRITE):
        with pytest.raises(GrantDeniedError):
            policy.check_giving(own, Mode.SEE)


def test_a_link_lets_write_at_most_and_notes_have_an_end() -> None:
    policy.check_link_mode(Holder(LINK_KIND, "lnk"), WRITE)
    policy.check_link_mode(Holder(USER, BOB), MANAGE)
    with pytest.raises(InvalidError):
        policy.check_link_mode(Holder(LINK_KIND, "lnk"), MANAGE)
    policy.check_note("x" * 1000)
    with pytest.raises(InvalidError):
        policy.check_note("x" * 1001)


# --- against an oracle ------------------------------------------------------------------------------------------------

PEOPLE = (ANN, BOB, CLEO)
GROUPS = ("team", ADMINS)
HOLDERS = (
    *(Holder(USER, name) for name in PEOPLE),
    *(Holder(GROUP, name) for name in (*GROUPS, EVERYONE)),
    *(Holder(APP, policy.app_holder(name, "game")) for name in PEOPLE),
    Holder(TOKEN, "tok"),
    Holder(LINK_KIND, "lnk"),
)
CALLERS = (*map(person, PEOPLE), *map(app_of, PEOPLE), *map(token_of, PEOPLE), LINK)

a_grant = st.builds(
    Granted,
    object=st.sampled_from([*LINEAGE, "d", "e", "f", "g", "elsewhere"]),
    issuer=st.sampled_from(PEOPLE),
    holder=st.sampled_from(HOLDERS),
    mode=st.sampled_from(Mode),
)
grounds = st.builds(
    policy.Ground,
    owner=st.sampled_from(PEOPLE),
    lineage=st.integers(1, 8).map(lambda depth: (*LINEAGE, "d", "e", "f", "g")[:depth]),
    granted=st.lists(a_grant, max_size=12),
    memberships=st.dictionaries(st.sampled_from(PEOPLE), st.lists(st.sampled_from(GROUPS), unique=True)),
)


@settings(max_examples=1000, deadline=None)
@given(grounds)
def test_every_caller_is_answered_as_the_oracle_says(ground: policy.Ground) -> None:
    """Ten callers each time: ten thousand answers."""
    for caller in CALLERS:
        assert policy.effective_mode(caller, ground) == oracle(caller, ground, PEOPLE), caller
