"""All that is somebody's, as one ZIP archive that is written while it is read: however much there is, no more than a part of it is in memory."""

import zipfile
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from anyio import to_thread

from ingle.accounts import store
from ingle.accounts.estates import json_file
from ingle.accounts.model import User
from ingle.accounts.ports import Estate, Exported
from ingle.accounts.service.ground import Ground
from ingle.base.paging import MAX_LIMIT
from ingle.edge.identity import Caller


class Exports:
    def __init__(self, ground: Ground, estates: Sequence[Estate]) -> None:
        self._ground = ground
        self._estates = estates

    async def of(self, user_id: str) -> AsyncGenerator[bytes, None]:
        """The archive: a folder for each capability that keeps things."""
        sink = _Sink()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            for estate in self._estates:
                async for path, content in estate.export(user_id):
                    with archive.open(f"{estate.name}/{path}", "w", force_zip64=True) as file:
                        async for part in content:
                            await to_thread.run_sync(file.write, part)  # compressing takes milliseconds
                            yield sink.take()
                    yield sink.take()
        yield sink.take()

    async def note(self, caller: Caller, user: User, *, address: str) -> None:
        """That somebody else than the person took it."""
        await self._ground.db.write(
            lambda c: self._ground.note(c, "exported", actor=caller, subject=user, address=address)
        )


class _Sink:
    """A file that is only written to; what came is taken away. zipfile writes to what cannot seek when it has no `seek`."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes, /) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


class OwnAccount:
    """What accounts themselves know of a person. Satisfies ports.Estate; it goes with the ways in and the row, so there is nothing to remove before."""

    name = "account"

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def export(self, user_id: str) -> Exported:
        for name, read in self._files(user_id).items():
            yield f"{name}.json", json_file(await self._ground.db.read(read))

    async def remove(self, user_id: str) -> None:
        return None

    def holds(self, connection: store.Connection, user_id: str) -> bool:
        return False

    def _files(self, user_id: str) -> Mapping[str, Callable[[store.Connection], Any]]:
        now = self._ground.clock.now()
        return {
            "profile": lambda c: _told([one] if (one := store.find_user(c, user_id)) else []),
            "sessions": lambda c: _told(store.list_sessions(c, user_id, now)),
            "tokens": lambda c: _told(store.list_tokens(c, user_id, after=None, limit=MAX_LIMIT).items),
            "passkeys": lambda c: _told(store.list_passkeys(c, user_id)),
            "identities": lambda c: _told(store.list_identities(c, user_id)),
            "audit": lambda c: _told(store.list_deeds(c, after=None, limit=MAX_LIMIT, of=user_id).items),
        }


def _told(values: Sequence[Any]) -> list[dict[str, Any]]:
    """Without hashes and keys, which are no use but to who wants to guess."""
    return [
        {
            name: value
            for name, value in asdict(one).items()
            if not isinstance(value, bytes) and name != "password_hash"
        }
        for one in values
    ]
