import hashlib
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingle.base.errors import Kind
from ingle.drivers.engines.qemu.layers import branch, chain, merge, node_name
from ingle.machines.errors import EngineError
from ingle.machines.ports import Layer
from ingle.runtime.processes import run


def qcow2(path: str) -> Layer:
    return Layer(Path(path), "qcow2")


@pytest.mark.parametrize(
    ("path", "taken", "name"),
    [
        ("/a/disk.raw", (), "disk"),
        ("/a/snp_01J.qcow2", (), "snp_01J"),
        ("/a/root.qcow2", ("root",), "layer0"),
        ("/a/disk.qcow2", ("disk", "layer0"), "layer1"),
        ("/a/1.qcow2", (), "layer0"),
        ("/a/name with space.qcow2", (), "layer0"),
        ("/a/" + 31 * "x" + ".qcow2", (), 31 * "x"),
        ("/a/" + 32 * "x" + ".qcow2", (), "layer0"),
    ],
)
def test_a_node_is_named_by_its_file_where_that_can_be(path: str, taken: tuple[str, ...], name: str) -> None:
    assert node_name(qcow2(path), taken) == name


def test_a_chain_names_every_layer_and_only_the_top_is_written() -> None:
    layers = (qcow2("/c/disk.qcow2"), qcow2("/b/middle.qcow2"), Layer(Path("/a/disk.raw"), "raw"))
    top = chain(layers)
    middle = top["backing"]
    bottom = middle["backing"]
    assert [node["node-name"] for node in (top, middle, bottom)] == ["layer0", "middle", "disk"]
    assert ["read-only" in node for node in (top, middle, bottom)] == [False, True, True]
    assert top["discard"] == top["file"]["discard"] == "unmap"
    assert "backing" not in bottom
    assert json.dumps(top)


def test_a_layer_without_one_below_is_told_so() -> None:
    assert chain((qcow2("/a/b.qcow2"),))["backing"] is None
    with pytest.raises(ValueError, match="without layers"):
        chain(())


async def test_a_branch_is_empty_small_and_finds_its_neighbour_after_a_move(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "m").mkdir(parents=True)
    bottom = Layer(folder / "m" / "disk.raw", "raw")
    with bottom.path.open("wb") as file:
        file.truncate(64 << 20)
    first, second = qcow2(str(folder / "m" / "one.qcow2")), qcow2(str(folder / "two.qcow2"))
    await branch([bottom], first, disk_mib=64)
    await branch([first, bottom], second, disk_mib=64)
    assert sorted(path.name for path in folder.rglob("*")) == ["disk.raw", "m", "one.qcow2", "two.qcow2"]
    assert first.path.stat().st_size < 1 << 20
    assert first.path.stat().st_mode & 0o777 == 0o600
    told = [
        json.loads(await run(["qemu-img", "info", "--output=json", str(layer.path)], timeout=60))
        for layer in (first, second)
    ]
    assert [said["backing-filename"] for said in told] == ["disk.raw", str(first.path)]
    assert [said["backing-filename-format"] for said in told] == ["raw", "qcow2"]
    assert [said["virtual-size"] for said in told] == [64 << 20] * 2
    folder.rename(tmp_path / "moved")
    await run(["qemu-img", "check", str(tmp_path / "moved" / "m" / "one.qcow2")], timeout=60)
    await run(
        ["qemu-img", "info", str(tmp_path / "moved" / "m" / "one.qcow2"), "--backing-chain"], timeout=60
    )


async def test_a_branch_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    below = Layer(tmp_path / "disk.raw", "raw")
    with pytest.raises(EngineError) as caught:
        await branch([below], qcow2(str(tmp_path / "no" / "fresh.qcow2")), disk_mib=64)
    assert caught.value.kind is Kind.FAILED
    assert list(tmp_path.iterdir()) == []


# --- several that become one ------------------------------------------------------------------------------------------

# What each layer does to a disk of 64 MiB, the oldest first: new, over older, trimmed, zeroed, and as the bottom has it.
_DEEDS = (
    ("write -P 1 0 2M", "write -P 1 10M 1M"),
    ("write -P 2 1M 64k", "write -P 2 30M 100k"),
    ("write -P 3 1M 32k", "discard 10M 512k"),
    ("write -P 1 1M 64k", "write -z 30M 64k"),
    ("write -P 5 63M 1M",),
    ("write -P 6 0 4k",),
)


@pytest.fixture
async def disk(tmp_path: Path) -> list[Layer]:
    """Newest first."""
    layers = [Layer(tmp_path / "bottom.raw", "raw")]
    with layers[0].path.open("wb") as file:
        file.truncate(64 << 20)
    for number, deeds in enumerate(_DEEDS):
        if number:
            fresh = qcow2(str(tmp_path / f"layer{number}.qcow2"))
            await branch(layers, fresh, disk_mib=64)
            layers.insert(0, fresh)
        words = [word for deed in deeds for word in ("-c", deed)]
        await run(["qemu-io", "-f", layers[0].format, *words, str(layers[0].path)], timeout=60)
    return layers


async def content(layers: Sequence[Layer], scratch: Path) -> str:
    """Of the disk whose layers are told to be these, as a VMM is told."""
    source = f"json:{json.dumps({**chain(layers), 'read-only': True})}"
    await run(["qemu-img", "convert", "-O", "raw", source, str(scratch)], timeout=60)
    return hashlib.sha256(scratch.read_bytes()).hexdigest()


async def test_what_is_merged_reads_the_same_over_the_last_and_over_all(
    disk: list[Layer], tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    before = [await content(disk[depth:], scratch) for depth in range(len(disk))]
    assert len(set(before)) == len(disk)
    merged = qcow2(str(tmp_path / "layer4.qcow2.merged"))
    await merge(disk[1:], merged)
    assert await content([merged, disk[-1]], scratch) == before[1]
    assert await content([merged, *disk[2:]], scratch) == before[1]

    merged.path.rename(disk[1].path)  # as it takes the place: before those above are told, and after
    assert [await content(disk[depth:], scratch) for depth in range(len(disk))] == before
    assert await content([*disk[:2], disk[-1]], scratch) == before[0]
    for needless in disk[2:-1]:
        needless.path.unlink()
    info = await run(["qemu-img", "info", "--output=json", "--backing-chain", str(disk[0].path)], timeout=60)
    assert [Path(one["filename"]).name for one in json.loads(info)] == [
        "layer5.qcow2",
        "layer4.qcow2",
        "bottom.raw",
    ]  # other tools find it so, too
    await merge([*disk[:2], disk[-1]], merged)  # and again
    assert await content([merged, disk[-1]], scratch) == before[0]
    assert sorted(path.name for path in tmp_path.glob("*.new")) == []


async def test_a_merge_that_does_not_come_to_its_end_leaves_nothing(
    disk: list[Layer], tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    damaged = tmp_path / "layer3.qcow2"
    damaged.write_bytes(b"no image")
    with pytest.raises(EngineError):
        await merge(disk, qcow2(str(tmp_path / "merged")))
    assert sorted(tmp_path.iterdir()) == before


async def test_layers_that_somebody_writes_are_not_merged(disk: list[Layer], tmp_path: Path) -> None:
    writer = writer_of(disk[0])
    try:
        with pytest.raises(EngineError, match="lock"):
            await merge(disk, qcow2(str(tmp_path / "merged")))
    finally:
        writer.communicate(b"quit\n", timeout=60)
    await merge(disk, qcow2(str(tmp_path / "merged")))


def writer_of(layer: Layer) -> "subprocess.Popen[bytes]":
    """A program that has the layer open as a VMM does that writes it."""
    argv = ["qemu-io", "-f", layer.format, str(layer.path)]
    writer = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write(b"write -P 7 5M 64k\n")
    writer.stdin.flush()
    assert b"wrote" in writer.stdout.readline()
    return writer
