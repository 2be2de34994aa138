"""How requests are read and when locks and conditions hold: pure decisions, one file a subject."""

from ingle.dav.policy.bodies import MAX_BODY, read_lock, read_patch, read_wanted
from ingle.dav.policy.conditions import fails, mentioned, read_conditions
from ingle.dav.policy.locking import bars, covering, in_the_way, is_in, within
from ingle.dav.policy.paths import canonical, href, read_destination, read_target, service_path
from ingle.dav.policy.simple import MAX_SECONDS, read_depth, read_moment, read_overwrite, read_seconds

__all__ = [
    "MAX_BODY",
    "MAX_SECONDS",
    "bars",
    "canonical",
    "covering",
    "fails",
    "href",
    "in_the_way",
    "is_in",
    "mentioned",
    "read_conditions",
    "read_depth",
    "read_destination",
    "read_lock",
    "read_moment",
    "read_overwrite",
    "read_patch",
    "read_seconds",
    "read_target",
    "read_wanted",
    "service_path",
    "within",
]
