"""What somebody gets who asks for all that is theirs."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import aclosing

from sqlalchemy import Connection

from ingle.accounts.settings import AccountSettings
from ingle.runtime.db import Database
from support.desks import PASSWORD, Desk

PART = b"x" * 100_000
PARTS = 50


class Attic:
    """An estate with one large file."""

    name = "attic"

    def __init__(self) -> None:
        self.read = 0

    async def export(self, user_id: str) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        yield "bücher/large.bin", self._large()

    async def _large(self) -> AsyncIterator[bytes]:
        for number in range(PARTS):
            self.read = number + 1
            yield PART

    async def remove(self, user_id: str) -> None:
        raise NotImplementedError

    def holds(self, connection: Connection, user_id: str) -> bool:
        raise NotImplementedError


async def test_an_archive_has_what_every_capability_keeps(db: Database) -> None:
    attic = Attic()
    desk = Desk(db, AccountSettings(), estates=[attic])
    user = await desk.person("ann", "ann@example.org")
    ann = await desk.login()
    await desk.tokens.create(ann, "ci", scopes=[], expires_at=None)
    archive = b"".join([part async for part in desk.people.exports.of(user.id)])
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        assert opened.read("attic/bücher/large.bin") == PART * PARTS
        (profile,) = json.loads(opened.read("account/profile.json"))
        assert (profile["name"], profile["email"]) == ("ann", "ann@example.org")
        assert [one["name"] for one in json.loads(opened.read("account/tokens.json"))] == ["ci"]
        assert {"login", "user_made"} == {
            one["action"] for one in json.loads(opened.read("account/audit.json"))
        }
        everything = b"".join(opened.read(name) for name in opened.namelist() if name.startswith("account"))
    assert b"argon2" not in everything
    assert b"hash" not in everything
    assert PASSWORD.encode() not in everything


async def test_an_archive_is_written_while_it_is_read(db: Database) -> None:
    attic = Attic()
    desk = Desk(db, AccountSettings(), estates=[attic])
    user = await desk.person("ann")
    largest = 0
    async with aclosing(desk.people.exports.of(user.id)) as parts:
        async for part in parts:
            largest = max(largest, len(part))
            if attic.read == 2:
                break
    assert attic.read == 2
    assert largest <= len(PART)
