"""Images: make, pull, import, save machines as such, watch them become ready."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Literal

import anyio
import msgspec
from anyio.abc import ObjectSendStream

from ingle.sdk.errors import FailedError, IngleError, InvalidError
from ingle.sdk.events import follow_events
from ingle.sdk.groups import open_group
from ingle.sdk.http import Http
from ingle.sdk.lean.process import quote
from ingle.wire import images as wire
from ingle.wire.images import ImageProgress
from ingle.wire.streams import Event

Report = Callable[[ImageProgress], None]

_LOOK_AGAIN_SECONDS = 2.0  # an event may have been missed; reading the image is the truth


class AsyncImage:
    """An image as it was when last heard of."""

    def __init__(self, http: Http, details: wire.Image) -> None:
        self._http = http
        self.details = details

    def __repr__(self) -> str:
        return f"<image {self.name} {self.state}>"

    @property
    def id(self) -> str:
        return self.details.id

    @property
    def name(self) -> str:
        return self.details.name

    @property
    def state(self) -> wire.ImageState:
        return self.details.state

    async def refresh(self) -> None:
        self.details = await self._http.call(wire.Image, "GET", f"/images/{quote(self.id)}")

    async def remove(self) -> None:
        await self._http.send("DELETE", f"/images/{quote(self.id)}")

    async def wait(self, report: Report | None = None) -> None:
        """Until it is ready; `report` is told each step. Raises FailedError (code `image_failed`) with the reason when it cannot be made.

        Events tell of changes; because one may be missed, the image is also read whenever they have been silent for a while.
        """
        await self.refresh()
        async with open_group() as group:
            send, receive = anyio.create_memory_object_stream[wire.Image](16)
            group.start_soon(self._listen, send)
            async with receive, send:
                while self.state == "preparing":
                    if report is not None and self.details.progress is not None:
                        report(self.details.progress)
                    with anyio.move_on_after(_LOOK_AGAIN_SECONDS) as silence:
                        self.details = await receive.receive()
                    if silence.cancelled_caught:
                        await self.refresh()
            group.cancel_scope.cancel()
        if self.state == "failed":
            raise FailedError(
                f"the image {self.name} could not be made: {self.details.error}", code="image_failed"
            )

    async def _listen(self, send: ObjectSendStream[wire.Image]) -> None:
        """A daemon that tells no events is still read now and then."""
        try:
            async with aclosing(follow_events(self._http.place)) as events:
                async for event in events:
                    details = _image_of(event, self.id)
                    if details is not None:
                        await send.send(details)
        except IngleError:
            return


def _image_of(event: Event, image_id: str) -> wire.Image | None:
    if event.subject != image_id or event.type == "image.removed":
        return None
    try:
        return msgspec.convert(event.data, wire.Image)
    except msgspec.ValidationError:
        return None


class AsyncImages:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[AsyncImage]:
        return [AsyncImage(self._http, one) for one in await self._http.items(wire.Image, "/images")]

    async def get(self, name: str) -> AsyncImage:
        """By name or id. Raises NotFoundError."""
        return AsyncImage(self._http, await self._http.call(wire.Image, "GET", f"/images/{quote(name)}"))

    async def create(
        self, base: Literal["debian", "busybox"], name: str = "", *, packages: Sequence[str] = ()
    ) -> AsyncImage:
        """Begin to make an image from Debian's packages; `await image.wait()` for it."""
        return await self._make(wire.ImageBuild(base=base, name=name, packages=list(packages)))

    async def pull(
        self,
        reference: str,
        name: str = "",
        *,
        username: str = "",
        password: str = "",
        insecure: bool = False,
    ) -> AsyncImage:
        """Begin to fetch an image from a registry; `await image.wait()` for it."""
        return await self._make(
            wire.ImagePull(
                reference=reference, name=name, username=username, password=password, insecure=insecure
            )
        )

    async def save(self, machine: str, name: str) -> AsyncImage:
        """Begin to make an image of a machine's root file system, as it is now; `await image.wait()` for it. A sleeping machine is woken for it, one
        that stands is to be started first (ConflictError)."""
        return await self._make(wire.ImageSave(machine=machine, name=name))

    async def import_file(self, path: Path | str, name: str) -> AsyncImage:
        """Send an archive (of `docker save`, or an OCI layout as tar); `await image.wait()` for the rest."""
        try:
            file = await anyio.open_file(path, "rb")
        except OSError as error:
            raise InvalidError(f"cannot read {path}: {error.strerror}", code="local_file") from error
        async with file:
            return await self.import_stream(_chunks(file), name)

    async def import_stream(self, content: AsyncIterator[bytes], name: str) -> AsyncImage:
        details = await self._http.upload(
            wire.Image, "POST", "/images/import", content, params={"name": name}
        )
        return AsyncImage(self._http, details)

    async def _make(self, body: wire.ImageCreate) -> AsyncImage:
        return AsyncImage(self._http, await self._http.call(wire.Image, "POST", "/images", body=body))


async def _chunks(file: "anyio.AsyncFile[bytes]") -> AsyncIterator[bytes]:
    while chunk := await file.read(262144):
        yield chunk
