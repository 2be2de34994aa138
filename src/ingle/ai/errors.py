"""What can go wrong with AI."""

from ingle.base.errors import IngleError, InvalidError, Kind, NotFoundError, UnavailableError


class ModelNotFoundError(NotFoundError):
    code = "model_not_found"

    def __init__(self, model: str) -> None:
        super().__init__(f"there is no model {model[:100]!r} here", model=model)


class ModelRefusedError(InvalidError):
    """The model's server does not take the request; its sentence is passed on."""

    code = "model_refused"


class ModelAwayError(UnavailableError):
    """The model's server cannot be reached, fails, or answers what nobody understands."""

    code = "model_away"


class ModelBusyError(IngleError):
    """The model's server has too much to do for us."""

    kind = Kind.RATE_LIMITED
    code = "model_busy"


class MediaInvalidError(InvalidError):
    """What should be a data: URL is none."""

    code = "media_invalid"
