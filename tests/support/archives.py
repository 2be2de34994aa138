"""Layers and image archives made in memory, good and bad ones, and looking into the SquashFS that becomes of them."""

import gzip
import hashlib
import io
import json
import re
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import zstandard

from ingle.drivers.rootfs.bundle import host_architecture

COMPRESS = {
    "": bytes,
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "zstd": zstandard.ZstdCompressor().compress,
}


# --- layers -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One tar entry, as crooked as wanted."""

    path: str
    type: bytes = tarfile.REGTYPE
    content: bytes = b""
    mode: int = 0o644
    uid: int = 0
    gid: int = 0
    link: str = ""
    device: tuple[int, int] = (0, 0)
    pax: Mapping[str, str] = field(default_factory=dict)
    mtime: int = 1_700_000_000


def file(path: str, content: bytes = b"", **more: Any) -> Entry:
    return Entry(path, content=content, **more)


def directory(path: str, mode: int = 0o755, **more: Any) -> Entry:
    return Entry(path, tarfile.DIRTYPE, mode=mode, **more)


def symlink(path: str, target: str) -> Entry:
    return Entry(path, tarfile.SYMTYPE, link=target, mode=0o777)


def hardlink(path: str, target: str) -> Entry:
    return Entry(path, tarfile.LNKTYPE, link=target)


def device(path: str, type_: bytes, major: int, minor: int) -> Entry:
    return Entry(path, type_, device=(major, minor), mode=0o600)


def layer(*entries: Entry) -> bytes:
    """An uncompressed layer with exactly these entries."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT, errors="surrogateescape") as archive:
        for entry in entries:
            member = tarfile.TarInfo(entry.path)
            member.type, member.mode, member.size = entry.type, entry.mode, len(entry.content)
            member.uid, member.gid, member.linkname, member.mtime = (
                entry.uid,
                entry.gid,
                entry.link,
                entry.mtime,
            )
            member.devmajor, member.devminor = entry.device
            member.pax_headers = dict(entry.pax)
            archive.addfile(member, io.BytesIO(entry.content))
    return out.getvalue()


# --- images -----------------------------------------------------------------------------------------------------------


def digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def config(layers: Sequence[bytes], run: Mapping[str, Any] | None = None, **changes: Any) -> bytes:
    """An OCI image configuration for these uncompressed layers."""
    document = {
        "architecture": host_architecture(),
        "os": "linux",
        "config": dict(run or {}),
        "rootfs": {"type": "layers", "diff_ids": [digest(one) for one in layers]},
    }
    return json.dumps({**document, **changes}).encode()


def pack(files: Mapping[str, bytes]) -> bytes:
    return layer(*(file(path, content) for path, content in files.items()))


def oci_files(
    layers: Sequence[bytes],
    run: Mapping[str, Any] | None = None,
    *,
    compression: str = "gzip",
    platform: Mapping[str, str] | None = None,
    **changes: Any,
) -> dict[str, bytes]:
    """An OCI layout as path -> content; `changes` go into the configuration."""
    files = {"oci-layout": b'{"imageLayoutVersion":"1.0.0"}'}

    def add(media_type: str, data: bytes) -> dict[str, Any]:
        files[f"blobs/{digest(data).replace(':', '/')}"] = data
        return {"mediaType": media_type, "digest": digest(data), "size": len(data)}

    suffix = f"+{compression}" if compression else ""
    blobs = [COMPRESS[compression](one) for one in layers]
    descriptors = [add(f"application/vnd.oci.image.layer.v1.tar{suffix}", blob) for blob in blobs]
    image_config = add("application/vnd.oci.image.config.v1+json", config(layers, run, **changes))
    manifest = json.dumps({"schemaVersion": 2, "config": image_config, "layers": descriptors}).encode()
    described = add("application/vnd.oci.image.manifest.v1+json", manifest)
    if platform:
        described["platform"] = dict(platform)
    files["index.json"] = json.dumps({"schemaVersion": 2, "manifests": [described]}).encode()
    return files


def oci_archive(layers: Sequence[bytes], run: Mapping[str, Any] | None = None, **more: Any) -> bytes:
    return pack(oci_files(layers, run, **more))


def docker_archive(layers: Sequence[bytes], run: Mapping[str, Any] | None = None, **changes: Any) -> bytes:
    """As `docker save` wrote before version 25; a layer that comes twice is a link, as there."""
    document = config(layers, run, **changes)
    name = f"{hashlib.sha256(document).hexdigest()}.json"
    entries = [file(name, document)]
    paths: list[str] = []
    for number, one in enumerate(layers):
        path = f"{number:064x}/layer.tar"
        if one in layers[:number]:
            entries.append(symlink(path, f"../{layers.index(one):064x}/layer.tar"))
        else:
            entries.append(file(path, one))
        paths.append(path)
    manifest = [{"Config": name, "RepoTags": ["example:latest"], "Layers": paths}]
    return layer(*entries, file("manifest.json", json.dumps(manifest).encode()))


# --- looking inside ---------------------------------------------------------------------------------------------------

_LINE = re.compile(r'(\w+) ("(?:[^"\\]|\\.)*"|\S+) (\d+) (\d+) (\d+)(?: ([^\n]*))?\n', re.DOTALL)


@dataclass(frozen=True)
class Found:
    """An inode of the image: `type` is dir, file, slink, nod, pipe; `rest` where a link leads, or a device's numbers."""

    type: str
    mode: int
    uid: int
    gid: int
    rest: str = ""


def list_image(root: Path) -> dict[str, Found]:
    """Everything below the image's root, by path."""
    text = _look("--describe", root).decode("utf-8", "surrogateescape")
    found = {}
    for type_, path, mode, uid, gid, rest in _LINE.findall(text):
        name = re.sub(r"\\(.)", r"\1", path[1:-1]) if path.startswith('"') else path
        found[name] = Found(type_, int(mode, 8), int(uid), int(gid), rest)
    return found


def stat_image(root: Path, path: str) -> dict[str, str]:
    """What `rdsquashfs --stat` says: `Inode number`, `Hard link count`, `Access`, `UID`, …"""
    lines = _look("--stat", path, root).decode().splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def read_file(root: Path, path: str) -> bytes:
    return _look("--cat", path, root)


def read_xattrs(root: Path, path: str) -> bytes:
    """Lines `name=value`; a value with zeros is shown as `0x…`."""
    return _look("--xattr", path, root)


def _look(*arguments: str | Path) -> bytes:
    return subprocess.run(["rdsquashfs", *arguments], capture_output=True, check=True).stdout
