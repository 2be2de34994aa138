"""How much a person has, in the contract's shapes."""

from ingle.kv import Fill
from ingle.puter.usage import UNLIMITED, capacity_of, monthly


def test_what_is_kept_is_told_and_costs_nothing() -> None:
    told = monthly(stored_bytes=5, entries=2, capacity=capacity_of(1), keys=Fill(3, 40))
    assert told["usage"]["filesystem:stored:bytes"] == {"cost": 0, "count": 2, "units": 5}
    assert told["usage"]["kv:stored:bytes"] == {"cost": 0, "count": 3, "units": 40}
    assert told["allowanceInfo"]["storageCapacity"] == 1 << 20
    assert told["usage"]["total"] == 0


def test_no_limit_is_a_large_number() -> None:
    assert capacity_of(0) == UNLIMITED
