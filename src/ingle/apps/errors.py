"""What can go wrong with apps."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError


class AppInvalidError(InvalidError):
    """A field of an app cannot be that; `field` names it."""

    code = "app_invalid"


class AppNotFoundError(NotFoundError):
    """It does not exist, or it is somebody's private one; the caller cannot tell which."""

    code = "app_not_found"

    def __init__(self, reference: str) -> None:
        super().__init__(f"there is no app {reference!r}", app=reference)


class AppNameTakenError(ConflictError):
    code = "app_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"the name {name!r} is taken; choose another one", field="name", name=name)


class AppsFullError(IngleError):
    kind = Kind.EXHAUSTED
    code = "apps_full"

    def __init__(self, limit: int) -> None:
        super().__init__(f"you have {limit} apps, which is as many as you may; remove one first", limit=limit)


class ListingDeniedError(IngleError):
    """Only an admin puts an app before everybody."""

    kind = Kind.FORBIDDEN
    code = "app_listing_denied"

    def __init__(self) -> None:
        super().__init__("only an admin can list an app for everybody; ask one, or make it unlisted")
