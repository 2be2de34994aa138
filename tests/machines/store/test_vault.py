"""Whose a generation's memory is: what other machines begin as, too, is told to be shared."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingle.machines.model import DiskLayer, Generation, Kind, Launch, MachineRequest, Workload
from ingle.machines.names import GenerationId, LayerId, MachineId
from ingle.machines.ports import Capture
from ingle.machines.store.vault import Vault

ONE, OTHER = MachineId("mch_1"), MachineId("mch_2")


def generation(id_: str, kind: Kind, base: Generation | None = None) -> Generation:
    return Generation(
        id=GenerationId(id_),
        kind=kind,
        owner="usr_ann",
        name="",
        key="",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        machine_id=ONE,
        machine_name="one",
        image_id="img_1",
        request=MachineRequest("busybox"),
        launch=Launch(),
        layer=LayerId("lay_1"),
        base=None if base is None else base.id,
        fingerprint="fake",
        size_bytes=1,
        boot=1,
        workload=Workload(),
        kernel="6.12",
        parent=None,
    )


def kept(vault: Vault, made: Generation) -> Generation:
    making = vault.open(made.id)
    base = None if made.base is None else vault.directory(made.base) / "memory"
    capture = Capture(making / "its-devices", making / "its-memory", base, 1, timedelta())
    for path in (capture.devices, capture.memory):
        path.write_bytes(b"content")
    vault.adopt(capture, making)
    vault.publish(made, making)
    return made


@pytest.mark.parametrize(
    ("bottom", "top", "waking", "shared"),
    [
        (Kind.SLEEP, None, ONE, False),
        (Kind.SLEEP, Kind.SLEEP, ONE, False),
        (Kind.SLEEP, None, OTHER, True),  # a fork of who sleeps
        (Kind.SLEEP, None, None, True),
        (Kind.TEMPLATE, None, ONE, True),
        (Kind.TEMPLATE, Kind.SLEEP, ONE, True),  # its own changes, over what all of the image begin as
        (Kind.SNAPSHOT, Kind.SLEEP, ONE, True),
    ],
)
def test_only_what_a_machine_fell_asleep_with_is_its_own(
    tmp_path: Path, bottom: Kind, top: Kind | None, waking: MachineId | None, shared: bool
) -> None:
    vault = Vault(tmp_path)
    below = kept(vault, generation("gen_1", bottom))
    woken = below if top is None else kept(vault, generation("gen_2", top, below))
    frozen = vault.frozen(woken, waking)
    assert frozen.memory.shared is shared
    assert frozen.memory.flat == vault.directory(below.id) / "memory"
    assert len(frozen.memory.deltas) == (top is not None)


def test_what_was_kept_of_a_sleeping_machine_shares_its_files(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    asleep = kept(vault, generation("gen_1", Kind.SLEEP))
    snapshot = replace(asleep, id=GenerationId("gen_2"), kind=Kind.SNAPSHOT)
    making = vault.open(snapshot.id)
    vault.copy(asleep.id, making)
    vault.publish(snapshot, making)
    assert vault.frozen(asleep, ONE).memory.shared


def test_a_merged_layer_takes_the_place_of_the_one_that_it_reads_as(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.layers.mkdir()
    layer = DiskLayer(LayerId(f"lyr_{1:026d}"), "qcow2", LayerId("lyr_0"), datetime(2026, 1, 1, tzinfo=UTC))
    vault.layer(layer).path.write_bytes(b"old")
    vault.merging(layer).path.write_bytes(b"half")
    assert vault.sweep(frozenset(), frozenset({layer.id})) == [
        vault.merging(layer).path.name
    ]  # of a killed daemon
    vault.merging(layer).path.write_bytes(b"merged")
    vault.put_in_place(layer)
    assert [path.read_bytes() for path in vault.layers.iterdir()] == [b"merged"]
    assert vault.sweep(frozenset(), frozenset({layer.id})) == []
