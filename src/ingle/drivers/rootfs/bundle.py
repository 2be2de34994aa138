"""What is in an archive or a layout: which manifest is for this host, its configuration and its layers.

Formats: OCI image-spec (image-layout.md, image-index.md, manifest.md, config.md), Docker's image manifest v2 schema 2, and `docker save` (manifest.json;
newer ones are OCI layouts as well).
"""

import platform
import re
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from ingle.drivers.rootfs.blobs import Blobs, blob_name, read_document
from ingle.drivers.rootfs.limits import Limits
from ingle.images.errors import ImageInvalidError, ImagePlatformError
from ingle.images.model import ImageConfig

T = TypeVar("T")

_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_INDEX_TYPES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
_LAYER_TYPE = re.compile(
    r"application/vnd\.(?:oci\.image\.layer\.(?:nondistributable\.)?v1\.tar|docker\.image\.rootfs\.(?:foreign\.)?diff\.tar)(?:[.+](?:gzip|zstd))?"
)
_MAX_NESTING = 3  # an index in an index


@dataclass(frozen=True)
class Layer:
    name: str  # in the blobs
    digest: str  # of the blob as it is; empty when not known
    diff_id: str  # of the unpacked layer


@dataclass(frozen=True)
class Bundle:
    config: ImageConfig
    architecture: str
    manifest_digest: str
    layers: tuple[Layer, ...]


class _Platform(msgspec.Struct, frozen=True):
    architecture: str = ""
    os: str = ""


class _Descriptor(msgspec.Struct, frozen=True, rename="camel"):
    digest: str
    media_type: str = ""
    platform: _Platform | None = None


class _Manifest(msgspec.Struct, frozen=True, rename="camel"):
    """A manifest and an index in one: what is set tells which."""

    config: _Descriptor | None = None
    layers: list[_Descriptor] | None = None
    manifests: list[_Descriptor] | None = None


class _Saved(msgspec.Struct, frozen=True, rename="pascal"):
    """One image of `docker save`'s manifest.json."""

    config: str
    layers: list[str] | None = None


class _RunConfig(msgspec.Struct, frozen=True, rename="pascal"):
    user: str | None = None
    exposed_ports: dict[str, Any] | None = None
    env: list[str] | None = None
    entrypoint: list[str] | None = None
    cmd: list[str] | None = None
    volumes: dict[str, Any] | None = None
    working_dir: str | None = None
    labels: dict[str, str] | None = None
    stop_signal: str | None = None


class _Rootfs(msgspec.Struct, frozen=True):
    diff_ids: list[str] | None = None


class _Config(msgspec.Struct, frozen=True):
    architecture: str = ""
    os: str = ""
    config: _RunConfig | None = None
    rootfs: _Rootfs = _Rootfs()


def host_architecture() -> str:
    """This host's processor in OCI's words."""
    machine = platform.machine()
    return _ARCHITECTURES.get(machine, machine)


def read_bundle(blobs: Blobs, limits: Limits, architecture: str) -> Bundle:
    """What to make a root of. Raises ImageInvalidError, ImagePlatformError, ImageDigestError, ImageTooLargeError."""
    if blobs.has("index.json"):
        return _read_layout(blobs, limits, architecture)
    if blobs.has("manifest.json"):
        return _read_saved(blobs, limits, architecture)
    raise ImageInvalidError(
        "this is neither an OCI layout nor the output of `docker save`: it has no index.json and no manifest.json"
    )


def _read_layout(blobs: Blobs, limits: Limits, architecture: str) -> Bundle:
    index = _decode(read_document(blobs, "index.json", limits.document), _Manifest, "index.json")
    chosen = _choose(blobs, index.manifests or [], limits, architecture, 0)
    manifest = _read_json(blobs, chosen.digest, _Manifest, limits)
    if manifest.config is None:
        raise ImageInvalidError("the manifest names no configuration; schema 1 images are not supported")
    descriptors = manifest.layers or []
    for descriptor in descriptors:
        if not _LAYER_TYPE.fullmatch(descriptor.media_type):
            raise ImageInvalidError(
                f"a layer has the media type {descriptor.media_type[:80]!a}, so this is not a container image"
            )
    config = _read_json(blobs, manifest.config.digest, _Config, limits)
    blobs_of_layers = [(blob_name(descriptor.digest), descriptor.digest) for descriptor in descriptors]
    return _make_bundle(config, blobs_of_layers, chosen.digest, architecture)


def _choose(
    blobs: Blobs, offered: list[_Descriptor], limits: Limits, architecture: str, depth: int
) -> _Descriptor:
    """The one manifest for this host, looking into nested indexes."""
    if depth > _MAX_NESTING:
        raise ImageInvalidError("image indexes are nested too deeply")
    fitting = {d.digest: d for d in offered if _fits(d.platform, architecture)}
    if not fitting:
        said = sorted({f"{d.platform.os}/{d.platform.architecture}" for d in offered if d.platform})
        raise ImagePlatformError(
            f"there is no image for linux/{architecture}, only for: {ascii(', '.join(said)[:200]) or 'nothing'}"
        )
    if len(fitting) > 1:
        raise ImageInvalidError(f"the archive holds {len(fitting)} images; export one at a time")
    (chosen,) = fitting.values()
    if chosen.media_type in _INDEX_TYPES:
        index = _read_json(blobs, chosen.digest, _Manifest, limits)
        return _choose(blobs, index.manifests or [], limits, architecture, depth + 1)
    return chosen


def _fits(offered: _Platform | None, architecture: str) -> bool:
    """Whether it may be for this host; without a platform the configuration will tell. Attestations are `unknown/unknown`."""
    return offered is None or (offered.os, offered.architecture) == ("linux", architecture)


def _read_saved(blobs: Blobs, limits: Limits, architecture: str) -> Bundle:
    saved = _decode(read_document(blobs, "manifest.json", limits.document), list[_Saved], "manifest.json")
    if len(saved) != 1:
        raise ImageInvalidError(f"the archive holds {len(saved)} images; save one at a time")
    (image,) = saved
    # The configuration's name is its digest: abc….json in old archives, blobs/sha256/abc… in newer ones.
    stem = image.config.rpartition("/")[2].removesuffix(".json")
    digest = f"sha256:{stem}" if re.fullmatch(r"[0-9a-f]{64}", stem) else ""
    config = _decode(
        read_document(blobs, image.config, limits.document, digest), _Config, "the configuration"
    )
    return _make_bundle(config, [(name, "") for name in image.layers or []], digest, architecture)


def _make_bundle(config: _Config, layers: list[tuple[str, str]], digest: str, architecture: str) -> Bundle:
    if (config.os, config.architecture) != ("linux", architecture):
        raise ImagePlatformError(
            f"the image is for {f'{config.os}/{config.architecture}'[:80]!a}, this host is linux/{architecture}"
        )
    diff_ids = config.rootfs.diff_ids or []
    if len(diff_ids) != len(layers):
        raise ImageInvalidError(
            f"the image has {len(layers)} layers, but its configuration speaks of {len(diff_ids)}"
        )
    for diff_id in diff_ids:
        blob_name(diff_id)
    named = tuple(Layer(name, blob, diff_id) for (name, blob), diff_id in zip(layers, diff_ids, strict=True))
    return Bundle(_convert(config.config or _RunConfig()), config.architecture, digest, named)


def _convert(run: _RunConfig) -> ImageConfig:
    pairs = (line.partition("=") for line in run.env or [])
    config = ImageConfig(
        entrypoint=tuple(run.entrypoint or ()),
        cmd=tuple(run.cmd or ()),
        env={key: value for key, equals, value in pairs if key and equals},
        user=run.user or "",
        working_dir=run.working_dir or "",
        exposed_ports=tuple(sorted(run.exposed_ports or ())),
        volumes=tuple(sorted(run.volumes or ())),
        labels=run.labels or {},
        stop_signal=run.stop_signal or "",
    )
    if b"\\u0000" in msgspec.json.encode(config):
        raise ImageInvalidError("the image's configuration holds a NUL byte")
    return config


def _read_json(blobs: Blobs, digest: str, type_: type[T], limits: Limits) -> T:
    return _decode(read_document(blobs, blob_name(digest), limits.document, digest), type_, digest)


def _decode(data: bytes, type_: type[T], what: str) -> T:
    try:
        return msgspec.json.decode(data, type=type_)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ImageInvalidError(f"{what} cannot be understood: {ascii(str(error))[1:200]}") from error
