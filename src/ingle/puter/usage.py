"""How much a person has and may have, in the contract's shapes: pure.

The contract counts money. Nothing costs any here, so what is told is what is kept, and that it cost nothing.
"""

from typing import Any

from ingle.base.units import MIB
from ingle.kv import Fill

UNLIMITED = 1 << 50  # the contract always tells a number


def monthly(*, stored_bytes: int, entries: int, capacity: int, keys: Fill) -> dict[str, Any]:
    """`capacity`: bytes of files."""
    return {
        "allowanceInfo": {
            "monthUsageAllowance": UNLIMITED,
            "remaining": UNLIMITED,
            "storageCapacity": capacity,
        },
        "appTotals": {},
        "usage": {
            "total": 0,
            "filesystem:stored:bytes": {"cost": 0, "count": entries, "units": stored_bytes},
            "kv:stored:bytes": {"cost": 0, "count": keys.keys, "units": keys.size},
        },
    }


def capacity_of(limit_mib: int) -> int:
    """Bytes; 0 MiB is no limit."""
    return limit_mib * MIB or UNLIMITED
