import pytest

from ingle.drivers.engines.qemu.devices import loadable
from ingle.machines.errors import EngineError


def test_a_state_gets_the_section_that_names_the_machine() -> None:
    saved = bytes.fromhex("5145564d 00000003") + b"\x04sections"
    assert loadable(saved) == b"QEVM\0\0\0\x03\x07\0\0\0\x07microvm\x04sections"


@pytest.mark.parametrize("saved", [b"", b"QEVM", b"QEVM\0\0\0\x02rest", b"QEXX\0\0\0\x03"])
def test_another_form_is_refused(saved: bytes) -> None:
    with pytest.raises(EngineError, match="does not know"):
        loadable(saved)
