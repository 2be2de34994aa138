"""People who upload, overwrite, move and delete as fast as they can, each in a directory of their own, and know what was acknowledged to them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import httpx

from endurance.api import LostError

SIZES = (0, 300, 16_384, 16_385, 90_000, 700_000)  # bytes: on both sides of what lies in the database
PATIENCE = 120.0  # seconds for an answer
MOST = 40  # files of one writer; of more, some are deleted first

Files = dict[str, str]
"""The name of a file, and the hash of what it holds."""


@dataclass
class Writer:
    """What is in `files` was acknowledged. `doubtful`: what is there as well if the request that nobody answered was carried out."""

    directory: str
    random: Random
    files: Files = field(default_factory=dict)
    doubtful: Files | None = None
    answered: int = 0
    _made: int = 0

    def write_for_ever(self, client: httpx.Client) -> None:
        """Raises LostError when the daemon goes away, AssertionError when it refuses what it must not."""
        while True:
            self._one(client)
            self.answered += 1

    def _one(self, client: httpx.Client) -> None:
        kinds = [self._upload, self._upload, self._overwrite, self._rename, self._trash, self._remove]
        if len(self.files) > MOST:
            kinds = [self._trash, self._remove]
        after, ask = self.random.choice(kinds if self.files else [self._upload])()
        self.doubtful = after
        try:
            answer = ask(client)
        except httpx.TransportError as error:
            raise LostError(str(error)) from error
        assert answer.is_success, f"{answer.status_code} {answer.text}"
        self.files, self.doubtful = after, None

    def _upload(self) -> "Step":
        self._made += 1
        return self._put(f"{self._made}")

    def _overwrite(self) -> "Step":
        return self._put(self._any())

    def _put(self, name: str) -> "Step":
        data = self.random.randbytes(self.random.choice(SIZES))
        return {**self.files, name: sha256(data).hexdigest()}, lambda client: client.put(
            "/files", params={"path": f"{self.directory}/{name}", "parents": True}, content=data
        )

    def _rename(self) -> "Step":
        old = self._any()
        self._made += 1
        after = {name: held for name, held in self.files.items() if name != old}
        return {**after, f"{self._made}": self.files[old]}, self._post(
            "rename", path=f"{self.directory}/{old}", name=f"{self._made}"
        )

    def _trash(self) -> "Step":
        name = self._any()
        return self._without(name), self._post("trash", path=f"{self.directory}/{name}")

    def _remove(self) -> "Step":
        name = self._any()
        return self._without(name), self._post("remove", path=f"{self.directory}/{name}")

    def _post(self, verb: str, **body: Any) -> "Ask":
        return lambda client: client.post(f"/files/{verb}", json=body)

    def _any(self) -> str:
        return self.random.choice(sorted(self.files))

    def _without(self, name: str) -> Files:
        return {other: held for other, held in self.files.items() if other != name}

    def check(self, client: httpx.Client) -> None:
        """What is there is what was acknowledged, or that with the one request carried out. Raises AssertionError."""
        there = {name: _hash_of(client, f"{self.directory}/{name}") for name in self._names(client)}
        assert there in (self.files, self.doubtful), (
            f"{self.directory}: {_difference(there, self.files)}; doubtful {_difference(self.doubtful or {}, self.files)}"
        )
        self.files, self.doubtful = there, None

    def _names(self, client: httpx.Client) -> list[str]:
        answer = client.get("/files/list", params={"path": self.directory, "limit": 1000})
        return [] if answer.status_code == 404 else [one["name"] for one in answer.json()["items"]]


Ask = Callable[[httpx.Client], httpx.Response]
Step = tuple[Files, Ask]
"""What is there if it is carried out, and the request."""


def _hash_of(client: httpx.Client, path: str) -> str:
    answer = client.get("/files", params={"path": path})
    assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
    return sha256(answer.content).hexdigest()


def _difference(one: Files, other: Files) -> dict[str, tuple[str | None, str | None]]:
    names = {name for name in {*one, *other} if one.get(name) != other.get(name)}
    return {name: (one.get(name), other.get(name)) for name in sorted(names)}


def client_of(data: Path) -> httpx.Client:
    """A client on the Unix socket of a data directory."""
    transport = httpx.HTTPTransport(uds=str(data / "ingle.sock"))
    return httpx.Client(
        transport=transport, base_url="http://ingle/api/v1", timeout=PATIENCE, trust_env=False
    )
