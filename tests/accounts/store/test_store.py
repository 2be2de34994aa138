"""What the accounts' store keeps, on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest

from ingle.accounts import store
from ingle.accounts.errors import NameTakenError
from ingle.accounts.model import Session, Token, User
from ingle.runtime.db import Database

NOW = datetime(2026, 3, 29, 1, 30, 15, 123456, tzinfo=UTC)


def user(number: int, name: str, *, admin: bool = False) -> User:
    return User(f"usr_{number:026}", name, admin, NOW, "argon2…")


def session(number: int, owner: User, *, expires_at: datetime = NOW + timedelta(days=1)) -> Session:
    return Session(f"ses_{number:026}", owner.id, bytes([number]) * 32, NOW, NOW, expires_at)


def token(number: int, owner: User) -> Token:
    return Token(
        id=f"tok_{number:026}",
        user_id=owner.id,
        name="deploy",
        secret_hash=bytes([number]) * 32,
        scopes=("machines:exec", "machines:read"),
        created_at=NOW,
        expires_at=NOW + timedelta(days=90),
        used_at=None,
    )


@pytest.fixture
def ann(db: Database) -> User:
    person = user(1, "Ann", admin=True)
    db.write_now(lambda c: store.add_user(c, person))
    return person


def test_a_user_comes_back_as_it_went_in_by_id_and_by_name_in_any_case(db: Database, ann: User) -> None:
    assert db.read_now(lambda c: store.find_user(c, ann.id)) == ann
    assert db.read_now(lambda c: store.find_user(c, "aNN")) == ann
    assert db.read_now(lambda c: store.find_user_by_name(c, "ANN")) == ann
    assert db.read_now(lambda c: store.find_user(c, "bob")) is None


def test_names_that_differ_only_in_case_are_taken_and_nothing_is_changed(db: Database, ann: User) -> None:
    with pytest.raises(NameTakenError):
        db.write_now(lambda c: store.add_user(c, user(2, "ann")))
    assert db.read_now(lambda c: store.list_users(c, after=None, limit=10)).items == [ann]


def test_users_are_listed_in_parts(db: Database, ann: User) -> None:
    others = [user(number, f"user{number}") for number in range(2, 6)]
    for other in others:
        db.write_now(lambda c, other=other: store.add_user(c, other))
    first = db.read_now(lambda c: store.list_users(c, after=None, limit=3))
    assert first.items == [ann, *others[:2]]
    assert first.cursor == others[1].id
    rest = db.read_now(lambda c: store.list_users(c, after=first.cursor, limit=3))
    assert (rest.items, rest.cursor) == (others[2:], None)


def test_the_first_admin_is_the_oldest(db: Database, ann: User) -> None:
    db.write_now(lambda c: store.add_user(c, user(0, "zed")))
    db.write_now(lambda c: store.add_user(c, user(2, "bob", admin=True)))
    assert db.read_now(store.first_admin) == ann
    assert db.read_now(store.count_admins) == 2


def test_a_session_is_found_by_its_secrets_hash_until_removed(db: Database, ann: User) -> None:
    mine, other = session(1, ann), session(2, ann)
    for one in (mine, other):
        db.write_now(lambda c, one=one: store.add_session(c, one))
    assert db.read_now(lambda c: store.find_session(c, mine.secret_hash)) == (mine, ann)
    assert db.read_now(lambda c: store.find_session(c, b"?" * 32)) is None
    db.write_now(lambda c: store.remove_other_sessions(c, ann.id, keep=mine.id))
    assert db.read_now(lambda c: store.find_session(c, other.secret_hash)) is None
    db.write_now(lambda c: store.remove_session(c, mine.id))
    assert db.read_now(lambda c: store.find_session(c, mine.secret_hash)) is None


def test_a_sessions_use_is_written_down_and_old_ones_are_swept(db: Database, ann: User) -> None:
    mine, old = session(1, ann), session(2, ann, expires_at=NOW)
    for one in (mine, old):
        db.write_now(lambda c, one=one: store.add_session(c, one))
    later = NOW + timedelta(hours=3)
    db.write_now(
        lambda c: store.touch_session(c, mine.id, used_at=later, expires_at=later + timedelta(days=1))
    )
    db.write_now(lambda c: store.remove_sessions_over(c, NOW))
    found = db.read_now(lambda c: store.find_session(c, mine.secret_hash))
    assert found is not None
    assert (found[0].used_at, found[0].expires_at) == (later, later + timedelta(days=1))
    assert db.read_now(lambda c: store.find_session(c, old.secret_hash)) is None


def test_a_token_comes_back_with_its_scopes_and_is_removed_by_its_owner_only(db: Database, ann: User) -> None:
    mine = token(1, ann)
    db.write_now(lambda c: store.add_token(c, mine))
    assert db.read_now(lambda c: store.find_token(c, mine.secret_hash)) == (mine, ann)
    assert db.read_now(lambda c: store.list_tokens(c, ann.id, after=None, limit=5)).items == [mine]
    assert not db.write_now(lambda c: store.remove_token(c, "usr_other", mine.id))
    assert db.write_now(lambda c: store.remove_token(c, ann.id, mine.id))
    assert db.read_now(lambda c: store.find_token(c, mine.secret_hash)) is None


def test_with_a_user_go_sessions_and_tokens(db: Database, ann: User) -> None:
    db.write_now(lambda c: store.add_session(c, session(1, ann)))
    db.write_now(lambda c: store.add_token(c, token(1, ann)))
    db.write_now(lambda c: store.remove_user(c, ann.id))
    assert db.read_now(lambda c: store.find_session(c, bytes([1]) * 32)) is None
    assert db.read_now(lambda c: store.find_token(c, bytes([1]) * 32)) is None


def test_a_password_is_replaced(db: Database, ann: User) -> None:
    db.write_now(lambda c: store.set_password(c, ann.id, "another"))
    found = db.read_now(lambda c: store.find_user(c, ann.id))
    assert found is not None
    assert found.password_hash == "another"
