"""Whether a guest's kernel can wait for a time. Pure."""

_LOCAL, _LEGACY = b"LOC:", b" timer"


def has_timer(interrupts: bytes) -> bool:
    """From what the guest's /proc/interrupts says: each processor's own timer (`LOC`) or the PIT (`timer`) has interrupted it. A kernel that boots is
    interrupted hundreds of times; text that tells of neither tells nothing."""
    lines = [line.strip() for line in interrupts.splitlines()]
    told = [line for line in lines if line.startswith(_LOCAL) or line.endswith(_LEGACY)]
    return not told or any(_count(line) > 0 for line in told)


def _count(line: bytes) -> int:
    """Over all processors."""
    total = 0
    for word in line.split()[1:]:
        if not word.isdigit():
            break
        total += int(word)
    return total
