"""Sites in the contract's shapes, and what the contract says of one as Ingle's fields. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from ingle.puter.errors import BadRequestError
from ingle.puter.selector import select
from ingle.sites import PREFIX, Fields, Site


class SiteObject(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a site that is made or changed; of what is missing nothing is said."""

    subdomain: str | None = None
    root_dir: Any = UNSET  # as the contract names entries
    domain: str | UnsetType | None = UNSET  # null takes it away


class SiteId(msgspec.Struct, frozen=True, kw_only=True):
    subdomain: str | None = None
    uid: str | None = None


def reference_of(uid: str | None, identity: SiteId | str | None) -> str:
    """What Ingle knows the site by: its id or its name. Raises BadRequestError."""
    if isinstance(identity, SiteId):
        identity = identity.uid or identity.subdomain
    found = uid or identity
    if not found:
        raise BadRequestError("which site? say its uid, or id: {subdomain}", key="uid")
    return found


def new_fields(told: SiteObject) -> Fields:
    """Of a site that is made. Raises BadRequestError."""
    if not told.subdomain:
        raise BadRequestError("subdomain says what the site is called", key="subdomain")
    if not told.root_dir:  # missing, null, or no path
        raise BadRequestError("a site shows a directory; root_dir says which one", key="root_dir")
    return fields_of(told)


def fields_of(told: SiteObject) -> Fields:
    """Raises BadRequestError: a site that shows no directory is none."""
    return Fields(
        name=told.subdomain,
        directory=None if told.root_dir is UNSET else select(told.root_dir, of="root_dir"),
        domain=None if told.domain is UNSET else told.domain or "",
    )


def site(
    value: Site, root_dir: Mapping[str, Any] | None, owner: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """`root_dir`: the entry, where it is there and the caller may see it; `owner`: where it is known."""
    return {
        "uid": value.id,
        "subdomain": value.name,
        "root_dir": root_dir,
        "domain": value.domain or None,
        "associated_app": value.app_id or None,
        "protected": value.private,
        "created_at": value.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "owner": owner,
    }


def websites(found: Sequence[Site], domains: Sequence[str], origin: str) -> list[dict[str, Any]]:
    """As entries tell which sites show them."""
    return [
        {"uuid": one.id, "subdomain": one.name, "address": address(one, domains, origin)} for one in found
    ]


def address(value: Site, domains: Sequence[str], origin: str) -> str:
    """Where the site is seen: on a host that is known to lead here, else below the origin that was asked. `domains`: of the settings of sites."""
    host = value.domain or (f"{value.name}.{domains[0]}" if domains else "")
    if not host:
        return f"{origin}{PREFIX}{value.name}/"
    scheme, _, asked = origin.partition("://")
    port = asked.rpartition("]")[2].partition(":")[2]  # after an address of IPv6, which has colons itself
    return f"{scheme or 'http'}://{host}{port and f':{port}'}/"
