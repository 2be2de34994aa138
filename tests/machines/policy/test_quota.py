"""What a person may have: rows of what they have, ask for and may have."""

from dataclasses import fields, replace

import pytest

from ingle.accounts import NO_LIMITS, Usage
from ingle.machines.errors import LimitReachedError
from ingle.machines.model import Intent, MachineRequest, State, Status, VmmRecord
from ingle.machines.policy.quota import check, is_awake, to_keep, to_run

VMM = VmmRecord(1, 2, "boot")


@pytest.mark.parametrize(
    ("limit", "used", "wanted", "allowed"),
    [
        ("machines", 2, 1, 3),  # up to the limit itself
        ("machines", 10_000, 1, 0),  # 0 is no limit
        ("machines", 5, 0, 3),  # lowered under what is there: nothing more is asked for
        ("vcpus", 0, 4, 4),
        ("memory_mib", 1024, 1024, 2048),
        ("disk_mib", 1, 1, 2),
        ("snapshots", 0, 1, 1),
    ],
)
def test_what_fits_is_let_in(limit: str, used: int, wanted: int, allowed: int) -> None:
    check(Usage(**{limit: used}), Usage(**{limit: wanted}), replace(NO_LIMITS, **{limit: allowed}))


@pytest.mark.parametrize(
    ("limit", "used", "wanted", "allowed", "words"),
    [
        ("machines", 3, 1, 3, "you have 3 machines and may have 3: remove one (`ingle rm`)"),
        ("machines", 5, 1, 3, "you have 5 machines and may have 3"),
        ("vcpus", 3, 2, 4, "have 3 vCPUs and may have 4, so 2 more do not fit: stop one (`ingle stop`)"),
        ("memory_mib", 0, 4096, 2048, "have 0 MiB of memory and may have 2048, so 4096 more do not fit"),
        ("disk_mib", 4096, 4096, 8191, "disks are 4096 MiB together and may be 8191"),
        ("snapshots", 1, 1, 1, "you have 1 snapshots and may have 1"),
    ],
)
def test_what_does_not_is_told_what_of_and_what_to_do(
    limit: str, used: int, wanted: int, allowed: int, words: str
) -> None:
    with pytest.raises(LimitReachedError) as refused:
        check(Usage(**{limit: used}), Usage(**{limit: wanted}), replace(NO_LIMITS, **{limit: allowed}))
    assert words in refused.value.sentence
    assert "ask an admin" in refused.value.sentence
    assert refused.value.fields == {"limit": limit, "used": used, "wanted": wanted, "allowed": allowed}


def test_everything_that_is_counted_of_machines_is_judged() -> None:
    for field in fields(Usage):
        if field.name == "storage_mib":  # of files, and judged there
            continue
        with pytest.raises(LimitReachedError):
            check(Usage(), Usage(**{field.name: 2}), replace(NO_LIMITS, **{field.name: 1}))


def test_a_machine_takes_its_disk_by_being_there_and_the_rest_while_awake() -> None:
    request = MachineRequest("debian", vcpus=2, memory_mib=1024, disk_mib=8192)
    assert to_keep(request) == Usage(machines=1, disk_mib=8192)
    assert to_run(request) == Usage(vcpus=2, memory_mib=1024)


@pytest.mark.parametrize(
    ("status", "awake"),
    [
        (Status(), False),
        (Status(state=State.FAILED), False),
        (Status(intent=Intent.RUNNING, state=State.STARTING), True),
        (Status(intent=Intent.RUNNING, state=State.RUNNING, vmm=VMM), True),
        (Status(intent=Intent.PAUSED, state=State.PAUSED, vmm=VMM), True),
        (Status(intent=Intent.STOPPED, state=State.STOPPING, vmm=VMM), True),
        (Status(intent=Intent.STOPPED, state=State.STOPPING), False),
        (Status(intent=Intent.RESTARTED, state=State.STOPPED), True),
        (Status(intent=Intent.REMOVED, state=State.REMOVING, vmm=VMM), True),
        (Status(intent=Intent.REMOVED, state=State.REMOVING), False),
    ],
)
def test_awake_is_what_has_a_vmm_or_is_to_have_one(status: Status, awake: bool) -> None:
    assert is_awake(status) is awake
