"""Images without await."""

from collections.abc import Sequence

from ingle.sdk.images import AsyncImage, AsyncImages
from ingle.sdk.sync.face import Face, Maker, Verb
from ingle.wire import images as wire


class Image(Face[AsyncImage]):
    """An image as it was when last heard of; see AsyncImage."""

    refresh = Verb(AsyncImage.refresh)
    remove = Verb(AsyncImage.remove)
    wait = Verb(AsyncImage.wait)

    @property
    def details(self) -> wire.Image:
        return self._behind.details

    @property
    def id(self) -> str:
        return self._behind.id

    @property
    def name(self) -> str:
        return self._behind.name

    @property
    def state(self) -> wire.ImageState:
        return self._behind.state


class Images(Face[AsyncImages]):
    get = Maker(AsyncImages.get, Image)
    create = Maker(AsyncImages.create, Image)
    pull = Maker(AsyncImages.pull, Image)
    save = Maker(AsyncImages.save, Image)
    import_file = Maker(AsyncImages.import_file, Image)

    def list(self) -> Sequence[Image]:
        return [Image(self._portal, image) for image in self._portal.call(self._behind.list)]
