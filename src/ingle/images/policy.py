"""Decisions about images: what a reference means, which names are good, which wishes are the same. Pure."""

import re

from ingle.base.ids import is_id
from ingle.images.errors import ImageNameInvalidError, ImageRequestInvalidError, ReferenceInvalidError
from ingle.images.model import Build, Image, Import, Recipe, Reference, Save, Source
from ingle.images.names import ID_PREFIX

DEFAULT_HOST = "docker.io"
DEFAULT_TAG = "latest"
MAX_NAME = 255
MAX_PACKAGES = 100

# The grammar of github.com/distribution/reference, reference.go.
_HOST = re.compile(
    r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
    r"|\[[0-9a-fA-F:]+\])(?::\d{1,5})?"
)
_PATH = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*")
_TAG = re.compile(r"\w[\w.-]{0,127}", re.ASCII)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")
_NAME = re.compile(r"[A-Za-z0-9\[][A-Za-z0-9._/:@\[\]-]*")
_PACKAGE = re.compile(r"[a-z0-9][a-z0-9.+-]+")  # Debian policy 5.6.1

_RESERVED = frozenset({"import"})  # /images/import is an endpoint


def parse_reference(text: str) -> Reference:
    """What a registry reference such as `debian`, `localhost:5000/team/app:v1` or `ghcr.io/x/y@sha256:…` means.

    A first part is a host when it has a dot or a port or is `localhost`; else the reference is Docker Hub's. Without tag and digest the
    tag is `latest`; with both the digest counts. Raises ReferenceInvalidError.
    """
    rest, at, digest = text.partition("@")
    if at and not _DIGEST.fullmatch(digest):
        raise ReferenceInvalidError(text, "what follows @ must be a digest such as sha256:…")
    rest, tag = _split_tag(rest)
    if tag is not None and not _TAG.fullmatch(tag):
        raise ReferenceInvalidError(text, f"{tag!r} is not a tag")
    host, path = _split_host(rest)
    if not _HOST.fullmatch(host):
        raise ReferenceInvalidError(text, f"{host!r} is not a registry's address")
    if host == DEFAULT_HOST and "/" not in path:
        path = f"library/{path}"
    if not _PATH.fullmatch(path) or len(path) > MAX_NAME:
        raise ReferenceInvalidError(
            text, f"{path!r} is not a repository's path (lower case letters, digits, . _ - /)"
        )
    return Reference(host, path, "" if digest else tag or DEFAULT_TAG, digest)


def _split_tag(text: str) -> tuple[str, str | None]:
    """A colon after the last slash begins the tag; one before it belongs to the host's port."""
    head, colon, tail = text.rpartition(":")
    if not colon or "/" in tail:
        return text, None
    return head, tail


def _split_host(text: str) -> tuple[str, str]:
    first, slash, rest = text.partition("/")
    if slash and (first == "localhost" or "." in first or ":" in first):
        host = DEFAULT_HOST if first in ("index.docker.io", "registry-1.docker.io") else first
        return host, rest
    return DEFAULT_HOST, text


def familiar(reference: Reference) -> str:
    """The short form that people use: `debian` for `docker.io/library/debian:latest`."""
    text = str(reference)
    text = text.removeprefix(f"{DEFAULT_HOST}/library/").removeprefix(f"{DEFAULT_HOST}/")
    return text if reference.digest else text.removesuffix(f":{DEFAULT_TAG}")


def names_meant(text: str) -> tuple[str, ...]:
    """The names under which an image that somebody calls `text` may be kept, the likeliest first."""
    try:
        short = familiar(parse_reference(text))
    except ReferenceInvalidError:
        return (text,)
    return (text,) if short == text else (text, short)


def check_name(name: str) -> str:
    """The name, if an image may have it. Raises ImageNameInvalidError."""
    if not 1 <= len(name) <= MAX_NAME:
        raise ImageNameInvalidError(name[:40], f"it must have 1 to {MAX_NAME} characters")
    if not _NAME.fullmatch(name):
        raise ImageNameInvalidError(
            name, "use letters, digits and . _ - / : @, beginning with a letter or digit"
        )
    if any(part in ("", ".", "..") for part in name.split("/")):
        raise ImageNameInvalidError(name, "a part between slashes is empty or only dots")
    if name in _RESERVED:
        raise ImageNameInvalidError(name, "the word is taken")
    if is_id(name, ID_PREFIX):
        raise ImageNameInvalidError(name, "it looks like an image's id")
    return name


def check_recipe(recipe: Recipe) -> Recipe:
    """The recipe, if it makes sense. Raises ImageRequestInvalidError."""
    if not isinstance(recipe, Build) or not recipe.packages:
        return recipe
    if recipe.base != "debian":
        raise ImageRequestInvalidError("packages can only be added to a debian image", field="packages")
    if len(recipe.packages) > MAX_PACKAGES:
        raise ImageRequestInvalidError(f"at most {MAX_PACKAGES} packages can be added", field="packages")
    for package in recipe.packages:
        if not _PACKAGE.fullmatch(package):
            raise ImageRequestInvalidError(f"{package!r} is not a Debian package's name", field="packages")
    return recipe


def default_name(recipe: Recipe) -> str:
    """What an image is called when nobody says; an import and what is saved of a machine have no name of their own."""
    if isinstance(recipe, Build):
        return recipe.base
    if isinstance(recipe, Import):
        raise ImageNameInvalidError("", "an import needs a name")
    if isinstance(recipe, Save):
        raise ImageNameInvalidError("", "what is saved of a machine needs a name")
    return familiar(recipe.reference)


def describe_origin(recipe: Recipe) -> tuple[Source, str]:
    """Source and reference as they are recorded; two equal ones ask for the same image."""
    if isinstance(recipe, Build):
        return Source(recipe.base), " ".join(sorted(recipe.packages))
    if isinstance(recipe, Import):
        return Source.ARCHIVE, ""
    if isinstance(recipe, Save):
        return Source.MACHINE, recipe.machine.id
    return Source.REGISTRY, str(recipe.reference)


def is_same_request(image: Image, source: Source, reference: str) -> bool:
    """Whether asking for (source, reference) again under this image's name means this image. Making is idempotent, except of what is another thing each
    time: an upload, a machine."""
    return source not in (Source.ARCHIVE, Source.MACHINE) and (image.source, image.reference) == (
        source,
        reference,
    )
