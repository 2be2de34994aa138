"""Finding installed extensions. Importing one runs its code; whatever that raises is its trouble and nobody else's."""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

import structlog

from ingle.extensions.model import Extension, Trouble
from ingle.extensions.policy import objections

GROUP = "ingle.extensions"

log = structlog.get_logger()


def load(
    found: Iterable[EntryPoint] | None = None, *, disabled: Iterable[str] = ()
) -> tuple[list[Extension], list[Trouble]]:
    """Every installed extension that can come in, by name, and why others cannot."""
    extensions: dict[str, Extension] = {}
    troubles: list[Trouble] = []
    left_out = set(disabled)
    for point in sorted(entry_points(group=GROUP) if found is None else found, key=lambda point: point.name):
        if point.name in left_out:
            continue
        try:
            extension = _loaded(point)
            wrong = objections(extension, extensions)
        except Exception as error:
            wrong = [f"it cannot be imported: {type(error).__name__}: {error}"]
            log.warning("extension_refused", extension=point.name, exc_info=error)
        if wrong:
            troubles += [Trouble(point.name, what) for what in wrong]
        else:
            extensions[extension.name] = extension
    return list(extensions.values()), troubles


def _loaded(point: EntryPoint) -> Extension:
    extension = point.load()
    if not isinstance(extension, Extension):
        raise TypeError(f"{point.value} is a {type(extension).__name__}, not an Extension")
    return extension
