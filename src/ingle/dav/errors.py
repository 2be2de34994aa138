"""What can go wrong that only WebDAV knows. The statuses that it has for them are in http/answers.py."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind


class BadRequestError(InvalidError):
    """A header, path or body that is not what RFC 4918 says."""

    code = "dav_request_invalid"


class UnsupportedBodyError(InvalidError):
    """A body where none has a meaning."""

    code = "dav_body_unsupported"


class BodyTooLargeError(IngleError):
    kind = Kind.TOO_LARGE
    code = "dav_body_too_large"


class MethodNotHereError(ConflictError):
    """A method that this thing does not have: `allow` says which it has."""

    code = "dav_method_not_allowed"


class ParentMissingError(ConflictError):
    """What is to be made would lie in nothing."""

    code = "dav_parent_missing"


class PreconditionFailedError(ConflictError):
    """What the client said must be so is not."""

    code = "dav_precondition_failed"


class LockedError(ConflictError):
    """Somebody has a lock on this, and its token was not sent; `path` says on what."""

    code = "dav_locked"


class LockNotHereError(ConflictError):
    """There is no such lock on this."""

    code = "dav_lock_not_here"


class NotYourLockError(IngleError):
    kind = Kind.FORBIDDEN
    code = "dav_not_your_lock"


class TooManyLocksError(IngleError):
    kind = Kind.EXHAUSTED
    code = "dav_too_many_locks"


class InfiniteDepthError(IngleError):
    """A whole tree is not listed in one answer."""

    kind = Kind.FORBIDDEN
    code = "dav_depth_infinite"


class IntoItselfError(IngleError):
    """Source and destination are one, or lie in one another."""

    kind = Kind.FORBIDDEN
    code = "dav_into_itself"
