"""What the host has room for: rows of what it is, what is awake on it, and how it may be shared."""

from dataclasses import replace

import pytest

from ingle.accounts import Usage
from ingle.machines.errors import HostFullError
from ingle.machines.policy.admission import check_disk, check_room
from ingle.machines.ports import HostFacts
from ingle.machines.settings import HostShare

HOST = HostFacts(memory_mib=4096, cores=2, free_disk_mib=2048)
SHARE = HostShare(memory_ratio=1.0, reserved_memory_mib=1024, vcpu_ratio=4.0, free_disk_mib=1024)


@pytest.mark.parametrize(
    ("taken", "wanted", "share"),
    [
        (Usage(), Usage(vcpus=8, memory_mib=3072), SHARE),  # all of it
        (Usage(vcpus=7, memory_mib=2560), Usage(vcpus=1, memory_mib=512), SHARE),
        (Usage(memory_mib=3072), Usage(memory_mib=1536), replace(SHARE, memory_ratio=1.5)),
        (Usage(memory_mib=10**6), Usage(memory_mib=512), replace(SHARE, memory_ratio=0)),
        (Usage(vcpus=10**6), Usage(vcpus=1), replace(SHARE, vcpu_ratio=0)),
        (Usage(vcpus=9, memory_mib=9999), Usage(), SHARE),  # what asks for nothing is not judged
    ],
)
def test_there_is_room(taken: Usage, wanted: Usage, share: HostShare) -> None:
    check_room(HOST, taken, wanted, share)


@pytest.mark.parametrize(
    ("taken", "wanted", "share", "what", "free"),
    [
        (Usage(memory_mib=2561), Usage(memory_mib=512), SHARE, "memory_mib", 511),
        (Usage(memory_mib=9999), Usage(memory_mib=1), SHARE, "memory_mib", 0),
        (Usage(vcpus=8), Usage(vcpus=1), SHARE, "vcpus", 0),
        (Usage(), Usage(memory_mib=1), replace(SHARE, reserved_memory_mib=9999), "memory_mib", 0),
    ],
)
def test_there_is_none_and_it_says_how_much(
    taken: Usage, wanted: Usage, share: HostShare, what: str, free: int
) -> None:
    with pytest.raises(HostFullError, match=f"has {free} .* left.*stop one") as refused:
        check_room(HOST, taken, wanted, share)
    assert (refused.value.fields["what"], refused.value.fields["free"]) == (what, free)


@pytest.mark.parametrize(("free", "fits"), [(1024, True), (1023, False), (0, False)])
def test_some_disk_stays_free(free: int, fits: bool) -> None:
    host = replace(HOST, free_disk_mib=free)
    if fits:
        check_disk(host, SHARE)
    else:
        with pytest.raises(HostFullError, match=f"{free} MiB left, and 1024 are to stay free"):
            check_disk(host, SHARE)
    check_disk(host, replace(SHARE, free_disk_mib=0))
