"""How much a person may have: pure decisions."""

from dataclasses import asdict, replace

from ingle.accounts.model import Overrides
from ingle.accounts.settings import Limits
from ingle.base.errors import InvalidError

NO_LIMITS = Limits(
    machines=0, vcpus=0, memory_mib=0, disk_mib=0, snapshots=0, storage_mib=0, requests_per_minute=0
)
MAX_LIMIT = 1_000_000_000  # what fits in a column; as MiB it is a pebibyte


def limits_in_force(defaults: Limits, overrides: Overrides, *, admin: bool) -> Limits:
    """What holds for a person. The defaults are not for admins, who could lift them anyway: only what was set for one by name limits them."""
    chosen = {name: value for name, value in asdict(overrides).items() if value is not None}
    return replace(NO_LIMITS if admin else defaults, **chosen)


def check_overrides(overrides: Overrides) -> None:
    """Raises InvalidError that names the field."""
    for name, value in asdict(overrides).items():
        if value is not None and not 0 <= value <= MAX_LIMIT:
            raise InvalidError(
                f"{name} must be between 0 (no limit) and {MAX_LIMIT}, not {value}", field=name
            )
