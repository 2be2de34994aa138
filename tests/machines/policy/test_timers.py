import pytest

from ingle.machines.policy.timers import has_timer

HEAD = b"           CPU0       CPU1\n"


@pytest.mark.parametrize(
    ("told", "has"),
    [
        (HEAD + b" 49:  50  IO-APIC  23-fasteoi   virtio0\nLOC:   1639   0   Local timer interrupts\n", True),
        (
            HEAD + b" 49:  50  IO-APIC  23-fasteoi   virtio0\nLOC:      0   0   Local timer interrupts\n",
            False,
        ),
        (
            HEAD + b"  0:  120   0  IO-APIC   2-edge      timer\nLOC:      0   0   Local timer interrupts\n",
            True,
        ),
        (
            HEAD + b"  0:    0   0  IO-APIC   2-edge      timer\nLOC:      0   0   Local timer interrupts\n",
            False,
        ),
        (b"", True),  # of another kind of processor
        (b"LOC:\n", False),
    ],
)
def test_a_kernel_that_was_interrupted_by_a_timer_has_one(told: bytes, has: bool) -> None:
    assert has_timer(told) is has
