import pytest

from ingle.base.units import GIB, MIB
from ingle.drivers.engines.qemu.starting import file_limit


@pytest.mark.parametrize("disk_mib", [64, 4096, 1 << 20])
def test_a_full_layer_fits_its_limit_with_all_that_qcow2_keeps_about_it(disk_mib: int) -> None:
    """qemu docs/interop/qcow2.txt: clusters of 64 KiB; 8 bytes of L2 table and 2 of reference count for each."""
    clusters = disk_mib * MIB // 65536
    metadata = clusters * (8 + 2) + 8 * 65536
    assert (
        disk_mib * MIB + metadata
        < file_limit(disk_mib)
        < disk_mib * MIB + metadata + disk_mib * MIB // 512 + GIB
    )
