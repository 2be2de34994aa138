"""Images: each reading brings one further."""

from typing import Any

import msgspec

from ingle.wire import images
from support.standin.world import API, AnyRequest, World, delete, get, post


def advance(world: World, image: images.Image) -> images.Image:
    """One step further: half done, then ready or failed."""
    done = image.progress.done + 50 if image.progress else 100
    state: images.ImageState = "preparing" if done < 100 else "failed" if world.image_error else "ready"
    progress = images.ImageProgress(step="fetching", done=done, total=100) if state == "preparing" else None
    world.images[image.id] = msgspec.structs.replace(
        image, state=state, progress=progress, error=world.image_error
    )
    return world.images[image.id]


def image_routes(world: World) -> list[Any]:
    def add(name: str, source: str) -> images.Image:
        progress = images.ImageProgress(step="fetching", done=0, total=100)
        made = msgspec.structs.replace(world.add_image(name, source), state="preparing", progress=progress)
        world.images[made.id] = made
        return made

    @get(API + "/images")
    async def list_() -> dict[str, Any]:
        return {"items": list(world.images.values()), "cursor": None}

    @post(API + "/images", status_code=202)
    async def create(data: images.ImageCreate) -> images.Image:
        if isinstance(data, images.ImageSave):
            world.machine(data.machine)
            return add(data.name, "machine")
        return add(
            data.name or (data.base if isinstance(data, images.ImageBuild) else data.reference), "debian"
        )

    @post(API + "/images/import", status_code=202)
    async def import_(request: AnyRequest, name: str) -> images.Image:
        world.imported = await request.body()
        return add(name, "archive")

    @get(API + "/images/{name:path}")
    async def read(name: str) -> images.Image:
        """Each reading brings the image further."""
        image = world.image(name.removeprefix("/"))
        if image.state == "preparing":
            image = advance(world, image)
        return image

    @delete(API + "/images/{name:path}")
    async def remove(name: str) -> None:
        del world.images[world.image(name.removeprefix("/")).id]

    return [list_, create, import_, read, remove]
