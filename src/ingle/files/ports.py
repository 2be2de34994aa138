"""What files need from outside and from the floor below."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import sqlalchemy as sa

from ingle.accounts import Mode
from ingle.edge.identity import Caller
from ingle.files.model import Owner

CHUNK = 1 << 18  # bytes: how much a store hands out at once


@dataclass(frozen=True)
class Written:
    """What a store has taken in, and keeps through a crash from now on."""

    size: int
    sha256: bytes


@dataclass(frozen=True)
class Kept:
    """A content that lies in a store; also what is left of one that was never finished. `written_us`: when it was last written to."""

    key: str
    written_us: int


class ByteStore(Protocol):
    """Where contents' bytes lie. A key is a content's id, and is written once.

    Nothing here is transactional: bytes are durable before a row names them, and what no row names is swept.
    """

    async def write(self, key: str, content: AsyncIterator[bytes]) -> Written:
        """All of the stream, durable when this returns; nothing of it stays when the stream or the store fails. Takes the next piece only when
        there is room for it. Raises ByteStoreError, and whatever the stream raises."""
        ...

    def read(
        self, key: str, first: int = 0, length: int | None = None
    ) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The bytes from `first` on, in pieces of at most CHUNK; they stay readable until the context ends, whoever removes the content meanwhile.

        Raises ByteStoreError when it is not there.
        """
        ...

    async def remove(self, keys: Sequence[str]) -> None:
        """Those that are not there are no error. Raises ByteStoreError."""
        ...

    def list(self) -> AsyncIterator[Kept]:
        """Everything that lies here, in any order."""
        ...


class RowStore(Protocol):
    """A byte store within the database: its bytes are written in the transaction that names them, and read in the one that finds them."""

    def put(self, connection: sa.Connection, key: str, data: bytes) -> None: ...

    def get(self, connection: sa.Connection, key: str) -> bytes:
        """Raises ByteStoreError when it is not there."""
        ...


class Access(Protocol):
    """In which mode a caller may use an entry; None: they may not even know of it."""

    def mode(
        self, connection: sa.Connection, caller: Caller, owner: str, lineage: Sequence[str]
    ) -> Mode | None:
        """`owner`: the user id of the tree; `lineage`: ids from the root to the entry."""
        ...

    def modes(
        self, connection: sa.Connection, caller: Caller, owner: str, lineages: Sequence[Sequence[str]]
    ) -> Sequence[Mode | None]:
        """Of many entries of one tree, with as few queries as of one."""
        ...

    def audiences(
        self, connection: sa.Connection, owner: str, lineages: Sequence[Sequence[str]]
    ) -> Sequence[Collection[str]]:
        """Of entries of one tree, the ids of the people who may know of each. With as few queries as of one."""
        ...

    def granted(self, connection: sa.Connection, *, after: str, limit: int) -> Sequence[str]:
        """Ids of entries on which something is granted, whether they are still there or not, in their order and from behind this one."""
        ...

    def forget(self, connection: sa.Connection, object_ids: Collection[str]) -> None:
        """They are gone, and so is what was granted on them. In the transaction that removes them."""
        ...


class People(Protocol):
    """Who owns trees. Satisfied by wiring, from accounts."""

    def find(self, connection: sa.Connection, name: str) -> Owner | None: ...

    def get(self, connection: sa.Connection, user_id: str) -> Owner: ...

    def active(self, connection: sa.Connection, user_id: str) -> Owner | None:
        """None: there is nobody of this id, or they are suspended."""
        ...


class StorageLimit(Protocol):
    """Satisfied by accounts' limits."""

    def storage_mib(self, connection: sa.Connection, user_id: str) -> int:
        """How much a person's files may take; 0: any amount."""
        ...


class Unpacked(NamedTuple):
    """A member of an archive, as it says itself: nothing of this is to be believed."""

    path: str
    directory: bool
    modified_us: int


class Skipped(NamedTuple):
    """A member that is neither file nor directory, such as a `link` or a `device`."""

    path: str
    kind: str


UnpackedPiece = Unpacked | Skipped | bytes
"""Bytes are of the member before."""


class Unpacker(Protocol):
    """Takes archives apart where whoever made them can hurt nobody."""

    def unpack(
        self, archive: AsyncIterator[bytes]
    ) -> AbstractAsyncContextManager[AsyncIterator[UnpackedPiece]]:
        """Its members as they come; no further than they are taken. Raises ArchiveInvalidError, and whatever the stream raises."""
        ...


class Thumbnailer(Protocol):
    """Makes small pictures of files where whoever made those can hurt nobody."""

    def handles(self, media_type: str) -> bool:
        """Whether it is worth trying."""
        ...

    async def make(self, media_type: str, source: AsyncIterator[bytes], pixels: int) -> bytes | None:
        """A WebP of at most so many pixels a side; None: there is none to be had of this."""
        ...


class TextReader(Protocol):
    """Finds what files say, where whoever made those can hurt nobody."""

    def handles(self, media_type: str) -> bool:
        """Whether it is worth trying."""
        ...

    async def read(self, media_type: str, source: AsyncIterator[bytes], limit: int) -> str:
        """The first so many bytes of its text, or some more; "" of what is no text. Takes no more of the stream than that takes. Raises TimeoutError."""
        ...
