"""What can go wrong with images, for people and programs; the errors of the ports are here too, because drivers raise them."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError, UnavailableError


class ImageError(IngleError):
    """An image could not be made; the root of what the sources below raise. Any of these ends as state failed with this sentence."""

    code = "image_failed"


# --- raised by drivers ------------------------------------------------------------------------------------------------


class ImageInvalidError(ImageError):
    """The archive, a layer or the configuration is malformed, truncated or hostile."""

    kind = Kind.INVALID
    code = "image_invalid"


class ImageDigestError(ImageError):
    """The content is not what its digest says."""

    kind = Kind.INVALID
    code = "image_digest_mismatch"


class ImagePlatformError(ImageError):
    """There is nothing for this host's processor in it."""

    kind = Kind.INVALID
    code = "image_platform"


class ImageTooLargeError(ImageError):
    """More bytes, entries or layers than an image may have; `limit` names which."""

    kind = Kind.TOO_LARGE
    code = "image_too_large"


class ImageDiskFullError(ImageError):
    kind = Kind.EXHAUSTED
    code = "image_disk_full"


class ImageToolMissingError(ImageError):
    """A program that is needed is not installed; the sentence says what to type."""

    kind = Kind.UNAVAILABLE
    code = "image_tool_missing"


class ImageBuildError(ImageError):
    """Debian's tools failed; `log_tail` holds their last lines."""

    code = "image_build_failed"


class RegistryError(ImageError):
    """The registry could not be reached or answered something unexpected."""

    kind = Kind.UNAVAILABLE
    code = "registry_failed"


class RegistryDeniedError(RegistryError):
    """The registry wants (other) credentials."""

    kind = Kind.FORBIDDEN
    code = "registry_denied"


class RegistryNotFoundError(RegistryError):
    """The registry has no such repository, tag or digest."""

    kind = Kind.NOT_FOUND
    code = "registry_not_found"


def tool_missing(tool: str, package: str) -> ImageToolMissingError:
    return ImageToolMissingError(
        f"{tool} is not installed; `sudo apt-get install {package}` brings it", tool=tool, package=package
    )


# --- raised by the capability -----------------------------------------------------------------------------------------


class ReferenceInvalidError(InvalidError):
    """Neither a name nor a registry reference."""

    code = "image_reference_invalid"

    def __init__(self, reference: str, why: str) -> None:
        super().__init__(f"{reference!r} is not an image reference: {why}", field="reference")


class ImageNameInvalidError(InvalidError):
    code = "image_name_invalid"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name!r} cannot be an image's name: {why}", field="name")


class ImageRequestInvalidError(InvalidError):
    """What was asked for makes no sense together."""

    code = "image_request_invalid"


class ImageNotFoundError(NotFoundError):
    """It does not exist, or it is somebody else's; the caller cannot tell which."""

    code = "image_not_found"

    def __init__(self, reference: str) -> None:
        super().__init__(f"there is no image {reference!r}; `ingle image ls` lists yours", image=reference)


class ImageNameTakenError(ConflictError):
    code = "image_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"there is already another image {name!r}; remove it first or choose another name", name=name
        )


class ImageNotReadyError(ConflictError):
    """It is still being made, or making it failed."""

    code = "image_not_ready"

    def __init__(self, name: str, state: str, why: str = "") -> None:
        reason = f": {why}" if why else "; wait until it is ready"
        super().__init__(f"the image {name!r} is {state}{reason}", image=name, state=state)


class ImageInUseError(ConflictError):
    code = "image_in_use"

    def __init__(self, name: str, users: list[str]) -> None:
        super().__init__(
            f"the image {name!r} is used by {', '.join(users)}; remove them first", image=name, users=users
        )


class ImagesBusyError(UnavailableError):
    """Too many images are being made at once."""

    code = "images_busy"

    def __init__(self, waiting: int) -> None:
        super().__init__(
            f"{waiting} images are already waiting to be made; try again when some are ready", waiting=waiting
        )
