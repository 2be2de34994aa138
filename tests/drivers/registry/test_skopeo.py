"""Pulling from a real registry, with and without a login; and what skopeo's words mean."""

import socket
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from ingle.drivers.registry.skopeo import SkopeoRegistry, auth_file, command, explain
from ingle.drivers.rootfs.blobs import DirectoryBlobs
from ingle.drivers.rootfs.bundle import host_architecture, read_bundle
from ingle.drivers.rootfs.limits import Limits
from ingle.drivers.rootfs.process import Ended
from ingle.images.errors import ImageTooLargeError, RegistryDeniedError, RegistryError, RegistryNotFoundError
from ingle.images.model import Credentials, Progress, Reference
from ingle.images.policy import parse_reference
from support.archives import file, layer
from support.house import free_port
from support.registries import PASSWORD, USER, Registry, running_registry

pytestmark = pytest.mark.anyio

LAYERS = [layer(file("hello", b"1")), layer(file("more", b"2"))]


@pytest.fixture(scope="module")
def open_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with running_registry(tmp_path_factory.mktemp("open")) as registry:
        yield registry


@pytest.fixture(scope="module")
def closed_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with running_registry(tmp_path_factory.mktemp("closed"), login=True) as registry:
        registry.push("team/secret", LAYERS)
        yield registry


async def fetch(
    reference: str, into: Path, credentials: Credentials | None = None, *, insecure: bool = True
) -> list[Progress]:
    told: list[Progress] = []
    await SkopeoRegistry().fetch(
        parse_reference(reference), credentials, insecure=insecure, into=into, report=told.append
    )
    return told


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
async def test_an_image_arrives_as_a_layout(
    open_registry: Registry, tmp_path: Path, compression: str
) -> None:
    open_registry.push("team/app", LAYERS, tag=compression, compression=compression, run={"Cmd": ["/hello"]})
    told = await fetch(f"{open_registry.host}/team/app:{compression}", tmp_path / "layout")
    bundle = read_bundle(DirectoryBlobs(tmp_path / "layout"), Limits(), host_architecture())
    assert len(bundle.layers) == 2
    assert bundle.config.cmd == ("/hello",)
    assert told


async def test_a_digest_names_one_image_for_ever(open_registry: Registry, tmp_path: Path) -> None:
    old = open_registry.push("pinned", LAYERS)
    open_registry.push("pinned", LAYERS[:1])
    await fetch(f"{open_registry.host}/pinned@{old}", tmp_path / "old")
    await fetch(f"{open_registry.host}/pinned:latest@{old}", tmp_path / "both")
    await fetch(f"{open_registry.host}/pinned", tmp_path / "new")
    counts = [
        len(read_bundle(DirectoryBlobs(tmp_path / name), Limits(), host_architecture()).layers)
        for name in ("old", "both", "new")
    ]
    assert counts == [2, 2, 1]


async def test_a_login_opens_a_closed_registry(closed_registry: Registry, tmp_path: Path) -> None:
    await fetch(f"{closed_registry.host}/team/secret", tmp_path / "l", Credentials(USER, PASSWORD))
    assert (tmp_path / "l" / "index.json").exists()


@pytest.mark.parametrize("credentials", [None, Credentials(USER, "wrong"), Credentials("nobody", PASSWORD)])
async def test_without_the_right_login_it_says_so(
    closed_registry: Registry, tmp_path: Path, credentials: Credentials | None
) -> None:
    with pytest.raises(RegistryDeniedError, match="user name and a password"):
        await fetch(f"{closed_registry.host}/team/secret", tmp_path / "l", credentials)


@pytest.mark.parametrize("path", ["missing", "team/app:missing", f"team/app@sha256:{'0' * 64}"])
async def test_what_is_not_there_is_not_found(open_registry: Registry, tmp_path: Path, path: str) -> None:
    with pytest.raises(RegistryNotFoundError):
        await fetch(f"{open_registry.host}/{path}", tmp_path / "l")


async def test_plain_http_needs_to_be_wanted(open_registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="insecure"):
        await fetch(f"{open_registry.host}/team/app", tmp_path / "l", insecure=False)


async def test_an_unreachable_registry_is_named(tmp_path: Path) -> None:
    host = f"127.0.0.1:{free_port()}"
    with pytest.raises(RegistryError, match=host):
        await fetch(f"{host}/x", tmp_path / "l")


def test_credentials_are_in_the_file_and_never_in_argv() -> None:
    reference = Reference("localhost:5000", "team/app", tag="v1")
    argv = command(reference, Path("/in"), policy=Path("/p"), auth=Path("/a"), insecure=True)
    assert argv[-2:] == ["docker://localhost:5000/team/app:v1", "oci:/in:image"]
    assert not any("secret" in word for word in argv)
    assert auth_file(reference, Credentials("me", "secret")) == {
        "auths": {"localhost:5000": {"auth": "bWU6c2VjcmV0"}}
    }
    assert auth_file(reference, None) == {"auths": {}}
    assert "secret" not in repr(Credentials("me", "secret"))


def test_a_platform_that_is_not_offered_is_said() -> None:
    said = 'level=fatal msg="choosing image: no image found in manifest list for architecture amd64, variant \\"\\", OS linux"'
    assert host_architecture() in explain(Reference("h.example", "x", tag="y"), Ended(1, said)).sentence


async def test_a_pull_that_is_too_large_is_ended(open_registry: Registry, tmp_path: Path) -> None:
    open_registry.push("large", [layer(file("random", Random(1).randbytes(30 << 20)))])  # noqa: S311
    registry = SkopeoRegistry(Limits(bytes=1 << 20))
    with pytest.raises(ImageTooLargeError, match=r"1\.0 MiB"):
        await registry.fetch(
            parse_reference(f"{open_registry.host}/large"),
            None,
            insecure=True,
            into=tmp_path / "l",
            report=lambda _: None,
        )


async def test_a_registry_that_falls_silent_is_given_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:  # connections wait in the kernel for ever
        reference = parse_reference(f"127.0.0.1:{mute.getsockname()[1]}/x")
        with pytest.raises(RegistryError, match="sent nothing"):
            await SkopeoRegistry(stall_seconds=1).fetch(
                reference, None, insecure=True, into=tmp_path / "l", report=lambda _: None
            )
