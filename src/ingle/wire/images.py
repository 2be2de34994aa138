"""Images on the wire. An image is a read-only root file system and the manifest that says how to run it.

Making one takes long, so POST answers 202 with the image in state `preparing`; its progress comes as events
(`image.progress`) and by reading the image again.
"""

from datetime import datetime
from typing import Literal

import msgspec

ImageState = Literal["preparing", "ready", "failed"]


class ImageConfig(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How to run the image; the fields and meaning of the OCI image configuration."""

    entrypoint: list[str] = []
    cmd: list[str] = []
    env: dict[str, str] = {}
    user: str = ""
    working_dir: str = ""
    exposed_ports: list[str] = []  # "80/tcp"
    volumes: list[str] = []
    labels: dict[str, str] = {}
    stop_signal: str = ""


class ImageProgress(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    step: str  # what is being done, for people
    done: int = 0
    total: int = 0  # 0: not known
    unit: Literal["bytes", "layers", "packages", "steps"] = "bytes"


class Image(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    name: str  # "debian", "localhost:5000/team/app:v1"
    state: ImageState
    source: str  # "debian", "busybox", "registry", "archive", "machine"
    created_at: datetime
    architecture: str = ""
    digest: str = ""  # sha256 of the root file system
    size_bytes: int = 0
    config: ImageConfig = msgspec.field(default_factory=ImageConfig)
    progress: ImageProgress | None = None
    error: str = ""


class ImageBuild(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="build", tag_field="how"
):
    """Made here from Debian's packages."""

    base: Literal["debian", "busybox"]
    name: str = ""  # default: the base's name
    packages: list[str] = []  # more Debian packages (debian only)


class ImagePull(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="pull", tag_field="how"
):
    """Fetched from a registry."""

    reference: str  # "localhost:5000/team/app:v1" or "…@sha256:…"
    name: str = ""  # default: the reference
    username: str = ""
    password: str = ""
    insecure: bool = False  # plain HTTP or an unverified certificate


class ImageSave(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="save", tag_field="how"
):
    """Made of a machine's root file system as it is now; run as the machine's own image is. A sleeping machine is woken for it. Takes the scope
    `machines:exec`, too."""

    machine: str  # name or id
    name: str


ImageCreate = ImageBuild | ImagePull | ImageSave
# POST /api/v1/images/import?name=NAME takes an archive (docker save, or an OCI layout as tar) as the request's body.
