"""Images over HTTP."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar import Request, Response
from litestar.openapi import ResponseSpec
from litestar.params import QueryParameter

from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.errors import ScopeMissingError
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import delete, get, post
from ingle.images import views
from ingle.images.model import Build, Credentials, Image, Pull, Recipe, State
from ingle.images.names import IMAGES_READ, IMAGES_WRITE, MACHINES_EXEC
from ingle.images.policy import parse_reference
from ingle.images.service import Images
from ingle.wire import images as wire

AnyRequest = Request[Any, Any, Any]
Name = Annotated[str, QueryParameter(description="what the image is to be called")]


def routes(images: Images) -> Sequence[Any]:
    return [*_reading(images), *_making(images)]


def _reading(images: Images) -> Sequence[Any]:
    def view(image: Image) -> wire.Image:
        return views.image(image, images.progress(image))

    @get("/images", scope=IMAGES_READ, summary="List your images")
    async def list_images(
        caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Image]:
        return listing(await images.list(caller.user_id, after=cursor, limit=limit), view)

    @get("/images/{image:path}", scope=IMAGES_READ, summary="Look at an image, by name or id")
    async def get_image(image: str, caller: Caller) -> wire.Image:
        return view(await images.get(caller.user_id, image.lstrip("/")))

    return [list_images, get_image]


def _making(images: Images) -> Sequence[Any]:
    def answer(image: Image) -> Response[wire.Image]:
        """202 while it is being made, 200 when it was there already."""
        return Response(
            views.image(image, images.progress(image)),
            status_code=202 if image.state is State.PREPARING else 200,
        )

    @post(
        "/images",
        scope=IMAGES_WRITE,
        status_code=202,
        responses={200: ResponseSpec(wire.Image, description="It is there already.")},
        summary="Begin to build or pull an image, or to save a machine as one",
    )
    async def create_image(caller: Caller, data: wire.ImageCreate) -> Response[wire.Image]:
        if isinstance(data, wire.ImageSave):
            _check_may_read_machines(caller)
            return answer(await images.save(caller.user_id, data.machine, data.name))
        return answer(await images.create(caller.user_id, _recipe(data), name=data.name))

    @post(
        "/images/import",
        scope=IMAGES_WRITE,
        status_code=202,
        request_max_body_size=None,
        summary="Send an archive of docker save, or an OCI layout as tar, and begin to take it apart",
    )
    async def import_image(request: AnyRequest, caller: Caller, name: Name) -> Response[wire.Image]:
        return answer(await images.import_archive(caller.user_id, name, request.stream()))

    @delete("/images/{image:path}", scope=IMAGES_WRITE, summary="Remove an image, also one being made")
    async def remove_image(image: str, caller: Caller) -> None:
        await images.remove(caller.user_id, image.lstrip("/"))

    return [create_image, import_image, remove_image]


def _check_may_read_machines(caller: Caller) -> None:
    """Beside the endpoint's own scope, which does not open machines' disks. Raises ScopeMissingError."""
    if not caller.may(MACHINES_EXEC):
        raise ScopeMissingError(f"this needs the scope {MACHINES_EXEC}, too", scope=MACHINES_EXEC)


def _recipe(data: wire.ImageBuild | wire.ImagePull) -> Recipe:
    if isinstance(data, wire.ImageBuild):
        return Build(data.base, tuple(data.packages))
    credentials = Credentials(data.username, data.password) if data.username or data.password else None
    return Pull(parse_reference(data.reference), credentials, insecure=data.insecure)
