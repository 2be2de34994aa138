import anyio
import pytest

from ingle.drivers.engines.qemu.tsc import from_cpuinfo, measure_tsc_khz


async def test_two_measurements_agree_within_a_hundredth_of_a_percent() -> None:
    first = await measure_tsc_khz()
    await anyio.lowlevel.checkpoint()
    second = await measure_tsc_khz()
    assert first == pytest.approx(second, rel=1e-4)
    assert 500_000 < first < 10_000_000


def test_the_bogomips_are_twice_the_megahertz() -> None:
    assert from_cpuinfo("cpu MHz\t\t: 800.000\nbogomips\t: 5192.27\n") == 2596135


def test_an_unknown_processor_is_an_error() -> None:
    with pytest.raises(OSError, match="unknown"):
        from_cpuinfo("processor: 0\n")
