import json
from pathlib import Path

import pytest

from ingle.base.errors import Kind
from ingle.drivers.engines.qemu.layers import branch, chain, node_name
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
