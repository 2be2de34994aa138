"""What entries may be called, how they are named in a request, who may do what, and what is kept: pure decisions, one file a subject."""

from ingle.files.policy.names import (
    MAX_NAME_BYTES,
    check_name,
    free_name,
    name_key,
    numbered_prefix,
    search_key,
    split_extension,
)
from ingle.files.policy.paths import MAX_DEPTH, OWN, Reference, parse
from ingle.files.policy.rules import (
    LARGE,
    NEEDED,
    SMALL,
    check_depth,
    check_destination,
    check_movable,
    check_storage,
    in_trash,
    is_app_folder,
    keeps_version,
    mode_of_app,
    store_for,
    version_horizon,
)

__all__ = [
    "LARGE",
    "MAX_DEPTH",
    "MAX_NAME_BYTES",
    "NEEDED",
    "OWN",
    "SMALL",
    "Reference",
    "check_depth",
    "check_destination",
    "check_movable",
    "check_name",
    "check_storage",
    "free_name",
    "in_trash",
    "is_app_folder",
    "keeps_version",
    "mode_of_app",
    "name_key",
    "numbered_prefix",
    "parse",
    "search_key",
    "split_extension",
    "store_for",
    "version_horizon",
]
