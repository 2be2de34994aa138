"""Whole archives into real SquashFS images, looked at with another tool."""

import io
import json
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ingle.drivers.rootfs.flatten import flatten_image
from ingle.drivers.rootfs.limits import Limits
from ingle.images.errors import (
    ImageDigestError,
    ImageInvalidError,
    ImagePlatformError,
    ImageTooLargeError,
)
from ingle.images.model import Progress, Root
from support.archives import (
    COMPRESS,
    Entry,
    Found,
    config,
    device,
    digest,
    directory,
    docker_archive,
    file,
    hardlink,
    layer,
    list_image,
    oci_archive,
    oci_files,
    pack,
    read_file,
    read_xattrs,
    stat_image,
    symlink,
)

CAPABILITY = b"\x01\x00\x00\x02\x00\x20" + bytes(14)  # cap_net_raw+ep
RUN: Mapping[str, Any] = {
    "Entrypoint": ["/init", "a b"],
    "Cmd": None,
    "Env": ["PATH=/bin", "EMPTY=", "X=a=b", "nothing"],
    "User": "1000:1000",
    "WorkingDir": "/srv",
    "ExposedPorts": {"80/tcp": {}, "53/udp": {}},
    "Volumes": {"/data": {}},
    "Labels": {"org.example": "yes"},
    "StopSignal": "SIGQUIT",
}

Make = Callable[..., Path]


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """Further down, so that what lies around it is this test's own: beside the usual one are those of tests that still end."""
    place = tmp_path / "around" / "it"
    place.mkdir(parents=True)
    return place


@pytest.fixture
def flatten(tmp_path: Path) -> Callable[..., Root]:
    """Flatten these bytes in tmp_path/work; what becomes of them is tmp_path/work/root.squashfs."""

    def run(archive: bytes, limits: Limits | None = None) -> Root:
        (tmp_path / "work").mkdir(exist_ok=True)
        (tmp_path / "archive").write_bytes(archive)
        return flatten_image(tmp_path / "archive", tmp_path / "work", limits or Limits(), lambda _: None)

    return run


@pytest.fixture
def image(tmp_path: Path) -> Path:
    return tmp_path / "work" / "root.squashfs"


def test_everything_of_an_inode_is_kept(flatten: Make, image: Path) -> None:
    flatten(
        oci_archive([
            layer(
                directory("./", 0o711, uid=3, gid=4),
                file("bin/su", b"\x7fELF", mode=0o4755, uid=70_000, gid=3_000_000),
                hardlink("bin/su2", "bin/su"),
                file("ping", b"p", mode=0o755, pax={"SCHILY.xattr.security.capability": CAPABILITY.decode()}),
                device("dev/null", tarfile.CHRTYPE, 1, 3),
                device("dev/loop", tarfile.BLKTYPE, 259, 1_048_575),
                Entry("dev/pipe", tarfile.FIFOTYPE, mode=0o622),
                directory("tmp", 0o1777),
                symlink("lib", "../../outside"),
                file("d" * 90 + "/" + "f" * 200, b"long"),
                symlink("s", "t" * 3000),
                file("\udcff\udcfe \u00fc\n", b"odd"),
            )
        ])
    )  # fmt: skip
    found = list_image(image)
    assert found["bin/su"] == found["bin/su2"] == Found("file", 0o4755, 70_000, 3_000_000)
    assert stat_image(image, "bin/su")["Inode number"] == stat_image(image, "bin/su2")["Inode number"]
    assert stat_image(image, "bin/su")["Hard link count"] == "2"
    assert found["dev/null"] == Found("nod", 0o600, 0, 0, "c 1 3")
    assert found["dev/loop"] == Found("nod", 0o600, 0, 0, "b 259 1048575")
    assert found["dev/pipe"].type == "pipe"
    assert found["tmp"].mode == 0o1777
    assert found["lib"].rest == "../../outside"
    assert found["s"].rest == "t" * 3000
    assert read_file(image, "d" * 90 + "/" + "f" * 200) == b"long"
    assert "\udcff\udcfe \u00fc\n" in found
    assert f"security.capability=0x{CAPABILITY.hex()}".encode() in read_xattrs(image, "ping").lower()
    root = stat_image(image, "/")
    assert (root["Access"], root["UID"][0], root["GID"][0]) == ("0711", "3", "4")
    assert "1700000000" in root["Last modified"]


@pytest.mark.parametrize("compression", COMPRESS)
def test_layers_of_every_compression_merge(flatten: Make, image: Path, compression: str) -> None:
    layers = [
        layer(file("a", b"1"), file("b", b"1")),
        layer(file("a", b"22"), file(".wh.b"), symlink("c", "a")),
    ]
    root = flatten(oci_archive(layers, compression=compression))
    assert set(list_image(image)) == {"a", "c"}
    assert read_file(image, "a") == b"22"
    assert root.size_bytes == image.stat().st_size
    assert root.digest == digest(image.read_bytes())


@pytest.mark.parametrize("outer", COMPRESS)
@pytest.mark.parametrize("make", [oci_archive, docker_archive])
def test_both_kinds_of_archive_compressed_or_not(
    flatten: Make, image: Path, make: Callable[..., bytes], outer: str
) -> None:
    one = layer(file("one", b"1"))
    root = flatten(COMPRESS[outer](make([one, layer(file("two", b"2")), one], RUN)))
    assert set(list_image(image)) == {"one", "two"}
    assert root.config.entrypoint == ("/init", "a b")
    assert root.config.env == {"PATH": "/bin", "EMPTY": "", "X": "a=b"}
    assert root.config.exposed_ports == ("53/udp", "80/tcp")
    assert (root.config.user, root.config.working_dir, root.config.stop_signal) == (
        "1000:1000",
        "/srv",
        "SIGQUIT",
    )
    assert (root.config.cmd, root.config.volumes, root.config.labels) == (
        (),
        ("/data",),
        {"org.example": "yes"},
    )


def test_the_output_of_newer_docker_save_is_both_and_read_once(flatten: Make, image: Path) -> None:
    files = oci_files([layer(file("x"))], compression="")
    files["manifest.json"] = b"[]"
    flatten(pack(files))
    assert set(list_image(image)) == {"x"}


def test_the_same_layers_make_the_same_bytes(flatten: Make, tmp_path: Path) -> None:
    layers = [layer(*(file(f"f{number}", b"x" * number) for number in range(200)))]
    first = flatten(oci_archive(layers, compression="gzip"))
    (tmp_path / "work").rename(tmp_path / "first")
    assert flatten(docker_archive(layers)).digest == first.digest


@pytest.mark.parametrize("kind", ["docker-archive", "oci-archive"])
def test_archives_that_another_tool_wrote(flatten: Make, image: Path, tmp_path: Path, kind: str) -> None:
    for name, data in oci_files([layer(file("one", b"1")), layer(file(".wh.one"), file("two"))], RUN).items():
        (tmp_path / "layout" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "layout" / name).write_bytes(data)
    out = tmp_path / "written"
    copy = [
        "skopeo",
        "--insecure-policy",
        "copy",
        "--quiet",
        f"oci:{tmp_path / 'layout'}",
        f"{kind}:{out}:example:v1",
    ]
    subprocess.run(copy, check=True)
    root = flatten(out.read_bytes())
    assert set(list_image(image)) == {"two"}
    assert root.config.entrypoint == ("/init", "a b")


def test_an_image_without_layers_is_an_empty_root(flatten: Make, image: Path) -> None:
    flatten(oci_archive([]))
    assert list_image(image) == {}


def test_sparse_files_come_out_with_their_holes(flatten: Make, image: Path) -> None:
    map_ = b"2\n1048576\n3\n4194301\n3\n"
    body = map_.ljust(512, b"\0") + b"abcxyz"
    pax = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": "hole",
        "GNU.sparse.realsize": "4194304",
    }
    flatten(oci_archive([layer(file("GNUSparseFile.0/hole", body, pax=pax))]))
    content = read_file(image, "hole")
    assert len(content) == 4 << 20
    assert (content[1 << 20 : (1 << 20) + 4], content[-4:]) == (b"abc\0", b"\0xyz")
    assert image.stat().st_size < 20_000


def test_an_index_offers_platforms(flatten: Make, image: Path) -> None:
    foreign = {"os": "linux", "architecture": "s390x"}
    with pytest.raises(ImagePlatformError, match="linux/s390x"):
        flatten(oci_archive([layer(file("x"))], platform=foreign))
    files = oci_files([layer(file("mine"))])
    index = json.loads(files["index.json"])
    theirs = oci_files([layer(file("theirs"))], platform=foreign)
    attestation = {
        **index["manifests"][0],
        "digest": digest(b"-"),
        "platform": {"os": "unknown", "architecture": "unknown"},
    }
    index["manifests"] += [*json.loads(theirs["index.json"])["manifests"], attestation]
    files |= {name: data for name, data in theirs.items() if name.startswith("blobs/")}
    nested = json.dumps(index).encode()
    files[f"blobs/{digest(nested).replace(':', '/')}"] = nested
    inner = {
        "mediaType": "application/vnd.oci.image.index.v1+json",
        "digest": digest(nested),
        "size": len(nested),
    }
    files["index.json"] = json.dumps({"manifests": [inner]}).encode()
    flatten(pack(files))
    assert set(list_image(image)) == {"mine"}


def test_a_configuration_for_another_processor_is_refused(flatten: Make) -> None:
    with pytest.raises(ImagePlatformError, match="riscv64"):
        flatten(docker_archive([layer()], architecture="riscv64"))


def swap_blob(files: dict[str, bytes], data: bytes) -> dict[str, bytes]:
    """The first layer's blob replaced by other bytes under the same name."""
    index = json.loads(files["index.json"])
    manifest = json.loads(files["blobs/" + index["manifests"][0]["digest"].replace(":", "/")])
    return {**files, "blobs/" + manifest["layers"][0]["digest"].replace(":", "/"): data}


def test_content_that_is_not_what_its_digest_says_is_refused(flatten: Make) -> None:
    files = oci_files([layer(file("good"))])
    with pytest.raises(ImageDigestError):
        flatten(pack(swap_blob(files, COMPRESS["gzip"](layer(file("evil"))))))


def test_layers_that_the_configuration_does_not_know_are_refused(flatten: Make, tmp_path: Path) -> None:
    honest, other = layer(file("honest")), layer(file("other"))
    files = {
        "c.json": config([honest]),
        "l.tar": other,
        "manifest.json": b'[{"Config":"c.json","Layers":["l.tar"]}]',
    }
    with pytest.raises(ImageDigestError):
        flatten(pack(files))
    (tmp_path / "work" / "layer-0.tar").unlink()
    with pytest.raises(ImageInvalidError, match="2 layers"):
        flatten(pack({**files, "manifest.json": b'[{"Config":"c.json","Layers":["l.tar","l.tar"]}]'}))


LINK_OUT = layer(symlink("manifest.json", "/etc/passwd"), symlink("index.json", "../../../../etc/passwd"))


@pytest.mark.parametrize(
    "archive",
    [
        b"",
        b"not an archive",
        pack({"readme": b"x"}),
        pack({"manifest.json": b"[]"}),
        pack({"manifest.json": b"{"}),
        pack({"manifest.json": b"[" * 100_000}),
        pack({"manifest.json": b'[{"Config":"../../../../etc/hostname","Layers":[]}]'}),
        pack({"manifest.json": b'[{"Config":"/etc/hostname","Layers":["/etc/passwd"]}]'}),
        pack({"index.json": b'{"manifests":[{"digest":"sha256:../../../etc/passwd"}]}'}),
        pack({"index.json": b'{"manifests":[{"digest":"md5:0123"}]}'}),
        pack({"index.json": json.dumps({"manifests": [{"digest": digest(b"-")}]}).encode()}),
        LINK_OUT,
        layer(symlink("index.json", "index.json")),
        COMPRESS["gzip"](oci_archive([layer()]))[:-20],
        oci_archive([b"this is no tar" * 100]),
        oci_archive([layer()], {"Env": ["A=\0"]}),
        oci_archive([layer()], {"Entrypoint": "text"}),
        oci_archive([layer()], rootfs={"diff_ids": ["sha256:short"]}),
    ],
    ids=range(18),
)
def test_archives_that_are_none_get_a_clear_error(flatten: Make, archive: bytes) -> None:
    with pytest.raises((ImageInvalidError, ImagePlatformError)) as caught:
        flatten(archive)
    assert caught.value.sentence.isprintable()


def test_artifacts_that_are_no_container_images_are_refused(flatten: Make) -> None:
    files = oci_files([layer()])
    index = json.loads(files["index.json"])
    path = "blobs/" + index["manifests"][0]["digest"].replace(":", "/")
    changed = files[path].replace(
        b"application/vnd.oci.image.layer.v1.tar+gzip", b"application/vnd.cncf.helm.chart.content.v1.tar"
    )
    index["manifests"][0]["digest"] = digest(changed)
    files |= {"blobs/" + digest(changed).replace(":", "/"): changed, "index.json": json.dumps(index).encode()}
    with pytest.raises(ImageInvalidError, match="not a container image"):
        flatten(pack(files))


def sparse_bomb() -> bytes:
    pax = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": "b",
        "GNU.sparse.realsize": str(1 << 60),
    }
    return layer(file("b", b"0\n".ljust(512, b"\0"), pax=pax))


@pytest.mark.parametrize(
    ("make", "limit"),
    [
        (lambda: oci_archive([layer(file("zeros", bytes(40 << 20)))]), "bytes"),
        (
            lambda: COMPRESS["gzip"](oci_archive([layer(file("zeros", bytes(40 << 20)))], compression="")),
            "bytes",
        ),
        (lambda: oci_archive([sparse_bomb()]), "bytes"),
        (lambda: oci_archive([layer(*(file(str(number)) for number in range(1200)))]), "entries"),
        (lambda: oci_archive([layer(file(str(number))) for number in range(21)]), "layers"),
        (lambda: pack({str(number): b"" for number in range(150)}), "archive_members"),
        (lambda: oci_archive([layer()], {"Labels": {"x": "y" * 300_000}}), "document"),
    ],
    ids=["zeros", "zeros twice", "sparse", "entries", "layers", "members", "document"],
)
def test_bombs_end_at_a_limit(flatten: Make, tmp_path: Path, make: Callable[[], bytes], limit: str) -> None:
    limits = Limits(bytes=16 << 20, entries=1000, layers=20, archive_members=100, document=200_000)
    with pytest.raises(ImageTooLargeError) as caught:
        flatten(make(), limits)
    assert caught.value.fields["limit"] == limit
    assert sum(path.stat().st_size for path in (tmp_path / "work").iterdir()) < 40 << 20


def test_nothing_is_written_outside_the_work(flatten: Make, image: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents}
    outside = f"../../../../../..{tmp_path}/escaped"
    flatten(
        oci_archive([
            layer(
                file(outside, b"1"),
                file(f"{tmp_path}/escaped2", b"2"),
                symlink("out", str(tmp_path)),
                file("out/escaped3", b"3"),
            ),
            layer(file("out/.wh.archive"), file(f"{tmp_path}/.wh.archive"), hardlink("stolen", f"{tmp_path}/escaped2")),
        ])
    )  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} == {"archive", "work"}
    assert {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents} == before
    inside = str(tmp_path).lstrip("/")
    assert {f"{inside}/escaped", f"{inside}/escaped2", f"{inside}/escaped3", "stolen"} <= set(
        list_image(image)
    )


def test_progress_is_told_in_steps(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(io.BytesIO(oci_archive([layer(file("f", bytes(3 << 20)))])).getvalue())
    (tmp_path / "w").mkdir()
    told: list[Progress] = []
    flatten_image(tmp_path / "a", tmp_path / "w", Limits(), told.append)
    assert [one.step for one in told if one.step != "writing the image"] == [
        *["unpacking layer 1 of 1"] * 4,
        "merging layers",
    ]
    assert (told[-1].done, told[-1].total) == (3 << 20, 3 << 20)
