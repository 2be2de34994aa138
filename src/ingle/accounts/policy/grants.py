"""In which mode somebody may use a thing: the table of decision 0020 as a pure function."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingle.accounts.errors import GrantDeniedError
from ingle.accounts.model import Granted, Holder, HolderKind, Mode
from ingle.accounts.names import EVERYONE
from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller

MAX_NOTE = 1000  # characters

Memberships = Mapping[str, Collection[str]]
"""user id -> ids of the groups that the person is in; `admins` is one of them, and `everyone` need not be."""


@dataclass(frozen=True)
class Ground:
    """What is known about one thing: whose it is, what it lies in, and what was granted on any of that."""

    owner: str
    lineage: Sequence[str]
    granted: Sequence[Granted]
    memberships: Memberships = field(default_factory=dict)


def effective_mode(caller: Caller, ground: Ground) -> Mode | None:
    """None: the caller may not even know of it."""
    narrow = narrow_holder(caller)
    if caller.via == "link":
        return _granted_to({narrow}, ground) if narrow else None
    own = mode_of_person(caller.user_id, ground)
    return own if narrow is None else _smaller(own, _granted_to({narrow}, ground))


def narrow_holder(caller: Caller) -> Holder | None:
    """To whom something must have been granted that this caller is to have of what its person has. None: it is the person themself."""
    if caller.via == "link":
        return Holder(HolderKind.LINK, caller.credential_id)
    if caller.app_id:
        return Holder(HolderKind.APP, app_holder(caller.user_id, caller.app_id))
    return Holder(HolderKind.TOKEN, caller.credential_id) if caller.restricted else None


def mode_of_person(user_id: str, ground: Ground) -> Mode | None:
    return _mode_of_person(user_id, ground, frozenset())


def _mode_of_person(user_id: str, ground: Ground, asked: frozenset[str]) -> Mode | None:
    if user_id == ground.owner:
        return Mode.MANAGE
    return _granted_to(holders_of_person(user_id, ground.memberships), ground, asked | {user_id})


def _granted_to(
    holders: Collection[Holder], ground: Ground, asked: frozenset[str] = frozenset()
) -> Mode | None:
    """The strongest grant to one of them anywhere on the lineage that whoever issued it could still give there.

    `asked`: whose right to give is being asked already, so that two people who shared a thing with one another do not keep it alive between them.
    """
    at = {step: place for place, step in enumerate(ground.lineage)}
    found: Mode | None = None
    for grant in ground.granted:
        if (
            grant.object not in at
            or grant.holder not in holders
            or (found is not None and grant.mode <= found)
        ):
            continue
        if _could_give(grant, ground, at[grant.object], asked):
            found = grant.mode
    return found


def _could_give(grant: Granted, ground: Ground, place: int, asked: frozenset[str]) -> bool:
    """Whether the issuer may manage the very thing that the grant is on: what is granted below it does not count."""
    if grant.issuer == ground.owner:
        return True
    if grant.issuer in asked:
        return False
    above = Ground(ground.owner, ground.lineage[: place + 1], ground.granted, ground.memberships)
    return _mode_of_person(grant.issuer, above, asked) is Mode.MANAGE


def holders_of_person(user_id: str, memberships: Memberships) -> frozenset[Holder]:
    groups = {EVERYONE, *memberships.get(user_id, ())}
    return frozenset(
        {Holder(HolderKind.USER, user_id), *(Holder(HolderKind.GROUP, group) for group in groups)}
    )


def app_holder(user_id: str, app_id: str) -> str:
    """The id of an app that acts for a person, as a holder."""
    return f"{user_id}:{app_id}"


def people_in(granted: Iterable[Granted], caller: Caller) -> frozenset[str]:
    """Whose memberships matter for the question."""
    return frozenset({caller.user_id, *(grant.issuer for grant in granted)})


def check_giving(own: Mode | None, wanted: Mode) -> None:
    """Whoever manages a thing may grant on it. Raises GrantDeniedError."""
    if own is not Mode.MANAGE:
        raise GrantDeniedError(f"you may not share this; it takes manage, and you have {_name(own)}")
    if wanted > own:
        raise GrantDeniedError(f"you cannot grant more than the {_name(own)} that you have")


def _name(mode: Mode | None) -> str:
    return "nothing" if mode is None else mode.name.lower()


def _smaller(one: Mode | None, other: Mode | None) -> Mode | None:
    return None if one is None or other is None else min(one, other)


def check_link_mode(holder: Holder, mode: Mode) -> None:
    """Raises InvalidError."""
    if holder.kind is HolderKind.LINK and mode > Mode.WRITE:
        raise InvalidError("a link lets whoever has it write at most", field="mode")


def check_note(note: str) -> None:
    """Raises InvalidError."""
    if len(note) > MAX_NOTE:
        raise InvalidError(f"a note has at most {MAX_NOTE} characters", field="note")
