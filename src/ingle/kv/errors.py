"""What can go wrong with the key-value store."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError


class KvInvalidError(InvalidError):
    """A key, value, path or time cannot be that; `field` names it."""

    code = "kv_invalid"


class KvTooLargeError(IngleError):
    """A key, value or answer is larger than may be."""

    kind = Kind.TOO_LARGE
    code = "kv_too_large"


class KeyNotFoundError(NotFoundError):
    """There is no such key, or it has expired, or it is another app's private one; the caller cannot tell which."""

    code = "key_not_found"

    def __init__(self, key: str) -> None:
        super().__init__(f"there is no key {key[:100]!r}", key=key)


class KvMismatchError(ConflictError):
    """What is stored there does not allow the change: a text is not incremented, a number has no fields."""

    code = "kv_mismatch"


class KvDeniedError(IngleError):
    """An app reaches another app's entries only by a grant."""

    kind = Kind.FORBIDDEN
    code = "kv_denied"


class KvFullError(IngleError):
    kind = Kind.EXHAUSTED
    code = "kv_full"
