"""What can go wrong with sites."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError


class SiteInvalidError(InvalidError):
    """A field of a site cannot be that; `field` names it."""

    code = "site_invalid"


class SiteReservedError(SiteInvalidError):
    """The name is kept for the house."""

    code = "site_name_reserved"


class SiteNotFoundError(NotFoundError):
    """It does not exist, or it is somebody else's; the caller cannot tell which."""

    code = "site_not_found"

    def __init__(self, reference: str) -> None:
        super().__init__(f"there is no site {reference[:100]!r}", site=reference[:100])


class SiteTakenError(ConflictError):
    code = "site_taken"

    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"the {field} {value!r} is taken; choose another one", field=field)


class SitesFullError(IngleError):
    kind = Kind.EXHAUSTED
    code = "sites_full"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"you have {limit} sites, which is as many as you may; remove one first", limit=limit
        )


class SiteDeniedError(IngleError):
    """The caller knows the site, and may not do that."""

    kind = Kind.FORBIDDEN
    code = "site_denied"
