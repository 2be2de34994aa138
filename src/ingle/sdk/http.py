"""Requests and answers: wire types in and out, problems raised as typed errors."""

import os
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
import httpx
import msgspec

from ingle.sdk.errors import ConnectionLostError, FailedError, from_answer
from ingle.sdk.lean.dial import CONNECT_SECONDS, unreachable
from ingle.sdk.lean.place import Place
from ingle.sdk.lean.process import quote

T = TypeVar("T")

Params = Mapping[str, str | int | bool | list[str] | None]  # a list: said again for each

API = "/api/v1"
_LONGEST_SOCKET_PATH = 107


class Listed(msgspec.Struct, frozen=True):
    """A list's answer; the items are decoded by whoever knows their type."""

    items: msgspec.Raw
    cursor: str | None = None


class Http:
    """One daemon's HTTP, with its connections."""

    def __init__(self, place: Place, headers: Mapping[str, str] | None = None) -> None:
        self.place = place
        self._headers = dict(headers or {})
        self._directory: int | None = None
        self._client: httpx.AsyncClient | None = None

    async def call(
        self,
        type_: type[T],
        method: str,
        path: str,
        *,
        body: msgspec.Struct | None = None,
        params: Params | None = None,
    ) -> T:
        """The decoded answer. Raises the typed error of a problem."""
        content = None if body is None else msgspec.json.encode(body)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        return self._decode(await self._request(method, path, params, content, headers), type_)

    async def send(
        self, method: str, path: str, *, body: msgspec.Struct | None = None, params: Params | None = None
    ) -> None:
        """For answers without content."""
        content = None if body is None else msgspec.json.encode(body)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        await self._request(method, path, params, content, headers)

    async def items(self, type_: type[T], path: str, *, params: Params | None = None) -> list[T]:
        """A whole list, page after page."""
        found: list[T] = []
        cursor: str | None = None
        while True:
            page = await self.call(Listed, "GET", path, params={**(params or {}), "cursor": cursor})
            found += msgspec.json.decode(page.items, type=list[type_])  # type: ignore[valid-type] # a type made at run time
            cursor = page.cursor
            if cursor is None:
                return found

    async def upload(
        self,
        type_: type[T],
        method: str,
        path: str,
        content: AsyncIterator[bytes] | bytes,
        *,
        params: Params | None = None,
    ) -> T:
        """Send bytes as they come."""
        headers = {"Content-Type": "application/octet-stream"}
        return self._decode(await self._request(method, path, params, content, headers), type_)

    @asynccontextmanager
    async def download(
        self,
        path: str,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        json: bytes | None = None,
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """The answer's bytes as they come. `json`: what is sent."""
        client = self._open()
        told = {**(headers or {}), **({"Content-Type": "application/json"} if json is not None else {})}
        request = client.build_request(method, _url(path, params), headers=told, content=json)
        try:
            response = await client.send(request, stream=True)
        except httpx.TransportError as error:
            raise self._translate(error) from error
        try:
            if not response.is_success:
                raise from_answer(response.status_code, await response.aread())
            yield self._chunks(response)
        finally:
            with anyio.CancelScope(shield=True):  # else a cancelled download leaves its connection open
                await response.aclose()

    async def aclose(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None
        if self._directory is not None:
            os.close(self._directory)
            self._directory = None

    async def _chunks(self, response: httpx.Response) -> AsyncIterator[bytes]:
        try:
            async for chunk in response.aiter_bytes():
                yield chunk
        except httpx.TransportError as error:
            raise self._translate(error) from error

    async def _request(
        self,
        method: str,
        path: str,
        params: Params | None,
        content: AsyncIterator[bytes] | bytes | None,
        headers: Mapping[str, str],
    ) -> bytes:
        try:
            response = await self._open().request(
                method, _url(path, params), content=content, headers=headers
            )
        except httpx.TransportError as error:
            raise self._translate(error) from error
        if not response.is_success:
            raise from_answer(response.status_code, response.content)
        return response.content

    def _decode(self, content: bytes, type_: type[T]) -> T:
        try:
            return msgspec.json.decode(content, type=type_)
        except msgspec.DecodeError as error:
            raise FailedError(
                f"the answer cannot be understood ({error}); is {self.place.shown} an Ingle daemon of this version?",
                code="not_ingle",
            ) from error

    def _translate(self, error: httpx.TransportError) -> Exception:
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            return unreachable(self.place, _root(error))
        return ConnectionLostError("the connection to the daemon was lost", code="connection_lost")

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            place = self.place
            headers = self._headers | ({"Authorization": f"Bearer {place.token}"} if place.token else {})
            verify = ssl.create_default_context() if place.url.startswith("https") else False
            self._client = httpx.AsyncClient(
                base_url=place.url,
                headers=headers,
                transport=httpx.AsyncHTTPTransport(uds=self._short_socket() or None, verify=verify),
                timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
            )
        return self._client

    def _short_socket(self) -> str:
        """The socket's path, through an open directory where it is too long for a socket address."""
        path = self.place.socket
        if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
            return path
        folder, _, name = path.rpartition("/")
        if self._directory is None:
            try:
                self._directory = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
            except OSError as error:
                raise unreachable(self.place, error) from error
        return f"/proc/self/fd/{self._directory}/{name}"


def _root(error: BaseException) -> BaseException:
    """The operating system's error below the library's."""
    while error.__cause__ is not None or error.__context__ is not None:
        error = error.__cause__ or error.__context__ or error
    return error


def _url(path: str, params: Params | None) -> str:
    """Encoded here, because names of files may be bytes that are not UTF-8."""
    pairs = [
        f"{name}={quote(_plain(one))}"
        for name, value in (params or {}).items()
        for one in (value if isinstance(value, list) else [value])
        if one is not None
    ]
    return API + path + ("?" + "&".join(pairs) if pairs else "")


def _plain(value: str | int | bool | None) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
