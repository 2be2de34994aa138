"""People who go: gone at once for everybody, and with all that is theirs however often that is cut off; on SQLite and on PostgreSQL."""

import pytest
from sqlalchemy import Connection

from ingle.accounts import Exported, store
from ingle.accounts.errors import CredentialRefusedError, LoginFailedError, UserInUseError, UserNotFoundError
from ingle.accounts.model import Grant, Group, Holder, HolderKind, Mode, User
from ingle.accounts.settings import AccountSettings
from ingle.base.errors import ConflictError
from ingle.runtime.db import Database
from support.desks import HERE, PASSWORD, Desk
from support.sharing import an_id


class Attic:
    """An estate that breaks as often as it is told to."""

    name = "attic"

    def __init__(self, *, breaks: int = 0) -> None:
        self.breaks = breaks
        self.full: set[str] = set()

    async def export(self, user_id: str) -> Exported:
        return
        yield

    async def remove(self, user_id: str) -> None:
        if self.breaks:
            self.breaks -= 1
            raise ConflictError("the attic is locked")
        self.full.discard(user_id)

    def holds(self, connection: Connection, user_id: str) -> bool:
        return user_id in self.full


def leaving(desk: Desk) -> list[str]:
    return list(desk.db.read_now(store.list_leaving))


async def sent_away(desk: Desk, user: User) -> None:
    await desk.people.removal.remove(await desk.operator(), user.name, address="local")


async def test_who_leaves_is_gone_before_what_is_theirs(db: Database) -> None:
    attic = Attic()
    desk = Desk(db, AccountSettings(), [attic])
    user = await desk.person("ann", "ann@example.org")
    ann = await desk.login()
    _, secret = await desk.people.logins.login("ann", PASSWORD, HERE)
    _, token = await desk.tokens.create(ann, "ci", scopes=[], expires_at=None)
    attic.full.add(user.id)
    await sent_away(desk, user)
    with pytest.raises(CredentialRefusedError):
        await desk.identify.by_session(secret)
    with pytest.raises(CredentialRefusedError):
        await desk.identify.by_token(token)
    for handle in ("ann", "ann@example.org", user.id):
        with pytest.raises(LoginFailedError):
            await desk.people.logins.login(handle, PASSWORD, HERE)
    for reference in ("ann", user.id):
        with pytest.raises(UserNotFoundError):
            await desk.accounts.get(reference)
    assert [one.name for one in (await desk.accounts.list(after=None, limit=10)).items] == ["admin"]
    assert leaving(desk) == [user.id]
    again = await desk.person("ann", "ann@example.org")  # name and address are free
    await desk.people.removal.sweep()
    assert leaving(desk) == []
    assert attic.full == set()
    assert (await desk.accounts.get("ann")).id == again.id
    assert (await desk.actions()).count("user_removed") == 1


async def test_what_they_gave_and_got_ends_with_them(db: Database) -> None:
    desk = Desk(db)
    ann, bob = await desk.person("ann"), await desk.person("bob")
    team = Group(an_id("grp", 1), ann.id, "team", desk.clock.now())
    await desk.people.ground.db.write(lambda c: store.add_group(c, team))
    given = [
        (ann.id, Holder(HolderKind.USER, bob.id)),
        (bob.id, Holder(HolderKind.USER, ann.id)),
        (bob.id, Holder(HolderKind.GROUP, team.id)),
        (bob.id, Holder(HolderKind.USER, bob.id)),
    ]
    for number, (issuer, holder) in enumerate(given):
        grant = store_grant(number, issuer, holder, desk)
        await db.write(lambda c, grant=grant: store.put_grant(c, grant))  # type: ignore[misc] # mypy knows no default of a lambda
    number = db.read_now(store.change_number)
    await sent_away(desk, ann)
    assert [one.id for one in db.read_now(lambda c: store.grants_on(c, "entry", ["plan"]))] == [
        an_id("gnt", 3)
    ]
    assert db.read_now(store.change_number) != number


def store_grant(number: int, issuer: str, holder: Holder, desk: Desk) -> Grant:
    return Grant(an_id("gnt", number), issuer, holder, "entry", "plan", Mode.READ, desk.clock.now())


async def test_a_removal_that_breaks_off_is_finished_later_by_whoever_sweeps(db: Database) -> None:
    desk = Desk(db, AccountSettings(), [Attic(breaks=1)])
    ann, bob = await desk.person("ann"), await desk.person("bob")
    await sent_away(desk, ann)
    await sent_away(desk, bob)
    await desk.people.removal.sweep()
    assert leaving(desk) == [ann.id]  # and Bob was not held up
    await Desk(db, AccountSettings(), [Attic()]).people.removal.sweep()
    assert leaving(desk) == []


async def test_nobody_goes_who_holds_something(db: Database) -> None:
    attic = Attic()
    desk = Desk(db, AccountSettings(), [attic])
    ann = await desk.person("ann")
    await sent_away(desk, ann)
    attic.holds = lambda _connection, user_id: user_id == ann.id  # type: ignore[method-assign] # a late request's
    await desk.people.removal.sweep()
    assert leaving(desk) == [ann.id]
    del attic.holds
    await desk.people.removal.sweep()
    assert leaving(desk) == []


async def test_a_login_that_was_under_way_opens_nothing(db: Database) -> None:
    desk = Desk(db)
    ann = await desk.person("ann")
    await sent_away(desk, ann)
    secret = await db.write(lambda c: desk.people.sessions.open(c, ann, HERE))
    with pytest.raises(CredentialRefusedError):
        await desk.identify.by_session(secret)


async def test_the_last_admin_stays(db: Database) -> None:
    desk = Desk(db)
    operator = await desk.operator()
    with pytest.raises(UserInUseError):
        await desk.people.removal.leave(operator, address="local")
    assert leaving(desk) == []
