"""Sites as the wire shows them."""

from collections.abc import Sequence

from ingle.sites.model import Site
from ingle.sites.names import LABEL, PREFIX
from ingle.wire import sites as wire


def site(value: Site, domains: Sequence[str]) -> wire.Site:
    return wire.Site(
        id=value.id,
        name=value.name,
        directory_id=value.directory,
        path=f"{PREFIX}{value.name}/",
        label="" if domains else f"{value.name}.{LABEL}",
        hosts=[*([value.domain] if value.domain else []), *(f"{value.name}.{each}" for each in domains)],
        domain=value.domain,
        private=value.private,
        fallback=value.fallback,
        app_id=value.app_id,
        created_at=value.created_at,
        updated_at=value.updated_at,
    )
