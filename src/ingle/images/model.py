"""The words of images as values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

from ingle.images.names import ImageId


class State(StrEnum):
    PREPARING = "preparing"
    READY = "ready"
    FAILED = "failed"


class Source(StrEnum):
    """Where an image's root came from."""

    DEBIAN = "debian"
    BUSYBOX = "busybox"
    REGISTRY = "registry"
    ARCHIVE = "archive"
    MACHINE = "machine"


@dataclass(frozen=True)
class ImageConfig:
    """How to run the image: the fields and meaning of the OCI image configuration (image-spec, config.md)."""

    entrypoint: tuple[str, ...] = ()
    cmd: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    user: str = ""
    working_dir: str = ""
    exposed_ports: tuple[str, ...] = ()  # "80/tcp"
    volumes: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    stop_signal: str = ""


@dataclass(frozen=True)
class Root:
    """A finished root file system, before it has a name: what every source ends in."""

    config: ImageConfig
    architecture: str  # in OCI's words: amd64, arm64
    digest: str  # of root.squashfs: "sha256:…"
    size_bytes: int
    manifest_digest: str = ""  # of the OCI manifest it was made from


@dataclass(frozen=True)
class Progress:
    """How far the making of an image is; total 0 when not known."""

    step: str
    done: int = 0
    total: int = 0
    unit: Literal["bytes", "layers", "packages", "steps"] = "bytes"


@dataclass(frozen=True)
class Image:
    """An image of a person. The root is there exactly in state ready."""

    id: ImageId
    owner: str  # user id
    name: str
    state: State
    source: Source
    reference: str  # of a pull; the extra packages of a build; the id of a machine that was saved; else empty
    created_at: datetime
    root: Root | None = None
    error: str = ""


# --- what can be asked for --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Build:
    """Make a root from Debian's packages."""

    base: Literal["debian", "busybox"]
    packages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Credentials:
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Reference:
    """A parsed registry reference; `tag` or `digest` is set, the digest wins."""

    host: str  # "docker.io", "localhost:5000", "[::1]:5000"
    path: str  # "library/debian"
    tag: str = ""
    digest: str = ""  # "sha256:…"

    def __str__(self) -> str:
        return f"{self.host}/{self.path}" + (f"@{self.digest}" if self.digest else f":{self.tag}")


@dataclass(frozen=True)
class Pull:
    """Fetch from a registry."""

    reference: Reference
    credentials: Credentials | None = None
    insecure: bool = False


@dataclass(frozen=True)
class Import:
    """Take apart an archive that was uploaded."""

    archive: Path


@dataclass(frozen=True)
class Origin:
    """A machine that an image can be saved of."""

    id: str
    name: str
    image_id: str  # what it stands on


@dataclass(frozen=True)
class Save:
    """Take the root file system of a machine as it is now."""

    machine: Origin
    config: ImageConfig  # of the machine's image: the new one is run as that is


Recipe = Build | Pull | Import | Save


@dataclass(frozen=True)
class ReadyImage:
    """What a machine needs of an image to run it."""

    id: ImageId
    name: str
    root: Path
    entrypoint: tuple[str, ...]
    cmd: tuple[str, ...]
    env: Mapping[str, str]
    user: str
    working_dir: str
    stop_signal: str
