"""Everything that is done with files, by everybody and at every depth, whatever was granted: done or refused as a naive oracle says.

The oracle has the modes from all grants there are (`support.sharing.oracle`) and the table of what an operation needs from here, not from the code.
"""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from random import Random

import pytest

from ingle.accounts import policy, store
from ingle.accounts.errors import GrantDeniedError, ObjectNotFoundError
from ingle.accounts.model import Grant, Granted, Group, Holder, HolderKind, Mode, User
from ingle.accounts.names import EVERYONE
from ingle.accounts.service import Grants
from ingle.daemon.shared import SharedEntries
from ingle.edge.identity import Caller
from ingle.files.errors import AccessDeniedError, EntryNotFoundError, NoThumbnailError, VersionNotFoundError
from ingle.files.names import ENTRY_KIND
from ingle.files.service import Terms
from support.sharing import NOW, oracle
from support.trees import ANN, BOB, Grove, pieces

CLEO = replace(ANN, user_id="usr_cleo", user_name="cleo")
PEOPLE = {each.user_id: each for each in (ANN, BOB, CLEO)}
DORA = "usr_dora"  # who has no part in all this
TEAM, BAND, GAME, TOKEN, LINK = "grp_team", "grp_band", "app_game", "tok_bob", "lnk_one"
APP_OF_ANN, APP_OF_BOB = (replace(each, via="app", app_id=GAME) for each in (ANN, BOB))
TOKEN_OF_BOB = replace(BOB, via="token", credential_id=TOKEN, restricted=True)
VISITOR = Caller("", "", admin=False, scopes=frozenset({"*"}), via="link", credential_id=LINK)
CALLERS = (ANN, BOB, CLEO, APP_OF_ANN, APP_OF_BOB, TOKEN_OF_BOB, VISITOR)
HOLDERS = (
    *(Holder(HolderKind.USER, name) for name in PEOPLE),
    *(Holder(HolderKind.GROUP, name) for name in (TEAM, BAND, EVERYONE)),
    *(Holder(HolderKind.APP, policy.app_holder(name, GAME)) for name in (ANN.user_id, BOB.user_id)),
    Holder(HolderKind.TOKEN, TOKEN),
    Holder(HolderKind.LINK, LINK),
)
MOST_GRANTS = 30  # at once
DEPTH = 6  # directories below Ann's root, each in the one before; in each lies a file
SEE, LIST, READ, WRITE, MANAGE = Mode
DONE, DENIED, HIDDEN = "done", "denied", "not there"

Line = tuple[str, ...]
Act = Callable[["Wood", "Case"], Awaitable[object]]


@dataclass
class Case:
    caller: Caller
    line: Line  # of the directory that it is about, from the root
    goal: Line  # of a directory to which something goes
    file: str  # the one in the directory

    @property
    def directory(self) -> str:
        return self.line[-1]

    @property
    def file_line(self) -> Line:
        return (*self.line, self.file)


@dataclass
class Wood:
    """Ann's directories, what was granted on them as the database has it, and as the oracle remembers it."""

    grove: Grove
    random: Random
    lines: list[Line] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # by directory
    home: str = ""  # Bob's root
    given: dict[tuple[str, str, Holder], Grant] = field(default_factory=dict)
    inside: dict[str, set[str]] = field(default_factory=lambda: {TEAM: set(), BAND: set()})
    numbers: "count[int]" = field(default_factory=count)

    async def plant(self) -> None:
        grove = self.grove
        grove.db.write_now(add_more_people)
        self.grants = Grants(
            db=grove.db, clock=grove.clock, random=os.urandom, things={ENTRY_KIND: SharedEntries()}
        )
        path, line = "~", [(await grove.files.looking.stat(ANN, "~")).entry.id]
        self.lines.append(tuple(line))
        for depth in range(DEPTH):
            path += f"/d{depth}"
            made, _ = await grove.files.shaping.mkdir(ANN, path)
            line.append(made.entry.id)
            self.lines.append(tuple(line))
        for own, *rest in self.lines:
            directory = rest[-1] if rest else own
            for data in (b"before", b"now"):
                written = await grove.write(f"{directory}/file", data)
                grove.clock.move(timedelta(hours=1))
            self.files[directory] = written.place.entry.id
        self.home = (await grove.files.looking.stat(BOB, "~")).entry.id

    def owner_of(self, line: Line) -> str:
        return BOB.user_id if line[0] == self.home else ANN.user_id

    # --- what happens ---

    def happen(self) -> None:
        if len(self.given) < 3 or (len(self.given) < MOST_GRANTS and self.random.random() < 0.65):
            self._give()
        elif self.random.random() < 0.5:
            gone = self.given.pop(self.random.choice(list(self.given)))
            self.grove.db.write_now(lambda c: store.remove_grant(c, gone.id))
        elif self.random.random() < 0.8:
            self._join_or_leave(self.random.choice([TEAM, BAND]), self.random.choice(list(PEOPLE)))
        else:
            self.grove.clock.move(timedelta(minutes=10))

    def _give(self) -> None:
        roll, line = self.random, self.random.choice(self.lines)
        thing = roll.choice([line[-1], line[-1], self.files[line[-1]]])
        issuer = roll.choice([ANN.user_id] * 3 + list(PEOPLE))
        holder, mode = roll.choice(HOLDERS), roll.choice(list(Mode))
        if holder.kind is HolderKind.LINK:
            mode = min(mode, WRITE)  # which `policy.check_link_mode` holds
        until = self.grove.clock.now() + timedelta(minutes=15) if roll.random() < 0.1 else None
        made = Grant(f"gnt_{next(self.numbers)}", issuer, holder, ENTRY_KIND, thing, mode, NOW, until)
        self.given[thing, issuer, holder] = self.grove.db.write_now(lambda c: store.put_grant(c, made))

    def _join_or_leave(self, group: str, user_id: str) -> None:
        act = store.remove_member if user_id in self.inside[group] else store.add_member
        self.inside[group] ^= {user_id}
        self.grove.db.write_now(lambda c: act(c, group, user_id))

    # --- what the oracle says ---

    def mode(self, caller: Caller, line: Line) -> Mode | None:
        now = self.grove.clock.now()
        granted = [
            Granted(one.object, one.issuer, one.holder, one.mode)
            for one in self.given.values()
            if one.expires_at is None or one.expires_at > now
        ]
        groups = {name: [group for group, who in self.inside.items() if name in who] for name in PEOPLE}
        owner = self.owner_of(line)
        mode = oracle(caller, policy.Ground(owner, line, granted, groups), list(PEOPLE))
        if mode is None and caller.app_id and caller.user_id == owner and len(line) == 1:
            return SEE  # an app passes through the root of its person on the way to its own folder
        return mode

    def expected(self, caller: Caller, needs: list[tuple[Line, Mode]], *, frank: bool) -> set[str]:
        """What may come of it: done where all is there that is needed, else what one of the lacking says. `frank`: an app, too, learns that it was
        refused; files say to apps that there is nothing."""
        refusals = set()
        for line, needed in needs:
            mode = self.mode(caller, line)
            if mode is None or (mode < needed and caller.app_id and not frank):
                refusals.add(HIDDEN)
            elif mode < needed:
                refusals.add(DENIED)
        return refusals or {DONE}


def add_more_people(connection: store.Connection) -> None:
    for user_id, name in ((CLEO.user_id, CLEO.user_name), (DORA, "dora")):
        store.add_user(connection, User(user_id, name, False, NOW, ""))
    for group in (TEAM, BAND):
        store.add_group(connection, Group(group, ANN.user_id, group, NOW))


# --- the operations: what each needs, and how it is done and undone ---------------------------------------------------


def of_file(needed: Mode) -> Callable[[Case], list[tuple[Line, Mode]]]:
    return lambda case: [(case.file_line, needed)]


def of_directory(needed: Mode) -> Callable[[Case], list[tuple[Line, Mode]]]:
    return lambda case: [(case.line, needed)]


def from_file_to(needed: Mode) -> Callable[[Case], list[tuple[Line, Mode]]]:
    return lambda case: [(case.file_line, needed), (case.goal, WRITE)]


async def add(wood: Wood, case: Case) -> None:
    made = await wood.grove.write(f"{case.directory}/new", caller=case.caller)
    await wood.grove.files.shaping.remove(ANN, made.place.entry.id)


async def mkdir(wood: Wood, case: Case) -> None:
    made, _ = await wood.grove.files.shaping.mkdir(case.caller, f"{case.directory}/new")
    await wood.grove.files.shaping.remove(ANN, made.entry.id)


async def shortcut(wood: Wood, case: Case) -> None:
    made = await wood.grove.files.shaping.shortcut(case.caller, f"{case.goal[-1]}/short", case.file)
    await wood.grove.files.shaping.remove(owner(wood, case.goal), made.entry.id)


async def rename(wood: Wood, case: Case) -> None:
    await wood.grove.files.shaping.rename(case.caller, case.file, "other")
    await wood.grove.files.shaping.rename(ANN, case.file, "file")


async def move(wood: Wood, case: Case) -> None:
    await wood.grove.files.shaping.move(case.caller, case.file, case.goal[-1], name="moved")
    if case.goal[0] == wood.home:  # given back by who has it now, to where only its new owner has to be let
        await bring_back(wood, case)
    else:
        await wood.grove.files.shaping.move(ANN, case.file, case.directory, name="file")


async def bring_back(wood: Wood, case: Case) -> None:
    """As one who may: with write for a moment on both. What was granted on the file itself ended when it left its owner's tree."""
    wood.given = {key: one for key, one in wood.given.items() if key[0] != case.file}
    landing = Grant(
        "gnt_way", ANN.user_id, Holder(HolderKind.USER, BOB.user_id), ENTRY_KIND, case.directory, WRITE, NOW
    )
    before = wood.given.get((case.directory, ANN.user_id, landing.holder))
    kept = wood.grove.db.write_now(lambda c: store.put_grant(c, landing))
    await wood.grove.files.shaping.move(BOB, case.file, case.directory, name="file")
    wood.grove.db.write_now(lambda c: store.remove_grant(c, kept.id))
    if before is not None:
        wood.grove.db.write_now(lambda c: store.put_grant(c, before))


async def copy(wood: Wood, case: Case) -> None:
    made = await wood.grove.files.shaping.copy(case.caller, case.file, case.goal[-1], name="copied")
    await wood.grove.files.shaping.remove(owner(wood, case.goal), made.entry.id)


async def remove(wood: Wood, case: Case) -> None:
    """A copy of the file, in its place: nothing is granted on it itself."""
    victim = await wood.grove.files.shaping.copy(ANN, case.file, case.directory, name="victim")
    try:
        await wood.grove.files.shaping.remove(case.caller, victim.entry.id)
    except (AccessDeniedError, EntryNotFoundError):
        await wood.grove.files.shaping.remove(ANN, victim.entry.id)
        raise


async def trash(wood: Wood, case: Case) -> None:
    await wood.grove.files.trash.put(case.caller, case.file)
    await wood.grove.files.trash.restore(ANN, case.file)


async def read_version(wood: Wood, case: Case) -> None:
    await wood.grove.files.versions.open(case.caller, await newest_version(wood, case))


async def restore_version(wood: Wood, case: Case) -> None:
    await wood.grove.files.versions.restore(case.caller, await newest_version(wood, case))


async def newest_version(wood: Wood, case: Case) -> str:
    """Older ones are dropped when there are many."""
    kept = await wood.grove.files.versions.list(ANN, case.file, after=None, limit=1)
    return kept.items[0].id


async def share(wood: Wood, case: Case) -> None:
    to = Holder(HolderKind.USER, "dora")
    made = await wood.grants.give(case.caller, ENTRY_KIND, case.file, to, SEE)
    wood.grove.db.write_now(lambda c: store.remove_grant(c, made.grant.id))


async def upload(wood: Wood, case: Case) -> None:
    begun = await wood.grove.files.uploads.start(case.caller, f"{case.directory}/sent", Terms(), size=3)
    await wood.grove.files.uploads.abort(case.caller, begun.id)


async def pack(wood: Wood, case: Case) -> None:
    packed = await wood.grove.files.packing.pack(case.caller, [case.file])
    assert [member.path for member, _ in packed.members] == ["file"]


async def read(wood: Wood, case: Case) -> None:
    assert await wood.grove.read(case.file, case.caller)


async def overwrite(wood: Wood, case: Case) -> None:
    await wood.grove.files.contents.write(case.caller, case.file, pieces(b"x"), Terms())


def owner(wood: Wood, line: Line) -> Caller:
    return PEOPLE[wood.owner_of(line)]


OPERATIONS: dict[str, tuple[Callable[[Case], list[tuple[Line, Mode]]], Act]] = {
    "stat": (of_file(SEE), lambda w, c: w.grove.files.looking.stat(c.caller, c.file)),
    "stat of the directory": (of_directory(SEE), lambda w, c: w.grove.files.looking.stat(c.caller, c.directory)),
    "list": (of_directory(LIST), lambda w, c: w.grove.files.looking.contents(c.caller, c.directory)),
    "walk": (of_directory(LIST), lambda w, c: w.grove.files.looking.walk(c.caller, c.directory, depth=9, limit=99)),
    "weigh": (of_directory(LIST), lambda w, c: w.grove.files.looking.weigh(c.caller, c.directory)),
    "read": (of_file(READ), read),
    "thumbnail": (of_file(READ), lambda w, c: w.grove.files.thumbnails.get(c.caller, c.file, 64)),
    "pack": (of_file(READ), pack),
    "versions": (of_file(READ), lambda w, c: w.grove.files.versions.list(c.caller, c.file, after=None, limit=9)),
    "read a version": (of_file(READ), read_version),
    "restore a version": (of_file(WRITE), restore_version),
    "overwrite": (of_file(WRITE), overwrite),
    "touch": (of_file(WRITE), lambda w, c: w.grove.files.shaping.touch(c.caller, c.file)),
    "metadata": (of_file(WRITE), lambda w, c: w.grove.files.shaping.set_metadata(c.caller, c.file, {"a": 1})),
    "properties": (of_file(WRITE), lambda w, c: w.grove.files.shaping.change_properties(c.caller, c.file, {"a": "1"})),
    "void signatures": (of_file(WRITE), lambda w, c: w.grove.files.signing.revoke(c.caller, c.file)),
    "add": (of_directory(WRITE), add),
    "mkdir": (of_directory(WRITE), mkdir),
    "upload": (of_directory(WRITE), upload),
    "rename": (of_file(WRITE), rename),
    "move": (from_file_to(WRITE), move),
    "copy": (from_file_to(READ), copy),
    "shortcut": (from_file_to(SEE), shortcut),
    "trash": (of_file(WRITE), trash),
    "remove": (of_directory(WRITE), remove),
    "share": (of_file(MANAGE), share),
}  # fmt: skip


async def outcome(act: Awaitable[object]) -> str:
    try:
        await act
    except (EntryNotFoundError, VersionNotFoundError, ObjectNotFoundError):
        return HIDDEN
    except (AccessDeniedError, GrantDeniedError):
        return DENIED
    except NoThumbnailError:
        pass  # it is a text, and was read to know that
    return DONE


@pytest.fixture
async def wood(grove: Grove) -> AsyncIterator[Wood]:
    wood = Wood(grove, Random(2026))  # noqa: S311 - a test's dice
    await wood.plant()
    yield wood
    grove.used(ANN)
    grove.used(BOB)


@pytest.mark.parametrize("cases", [600, pytest.param(10_000, marks=pytest.mark.soak)])
async def test_who_may_do_what_at_any_depth_is_what_the_oracle_says(wood: Wood, cases: int) -> None:
    roll, seen = wood.random, dict.fromkeys((DONE, DENIED, HIDDEN), 0)
    for number in range(cases):
        wood.happen()
        line = roll.choice(wood.lines)
        case = Case(
            roll.choice(CALLERS), line, roll.choice([*wood.lines, (wood.home,)]), wood.files[line[-1]]
        )
        name = roll.choice(list(OPERATIONS))
        needs, act = OPERATIONS[name]
        expected = wood.expected(case.caller, needs(case), frank=name == "share")
        came = await outcome(act(wood, case))
        assert came in expected, (number, name, case, expected)
        seen[came] += 1
    assert min(seen.values()) > cases / 20, seen
