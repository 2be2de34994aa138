"""What can go wrong with people, sessions and tokens."""

from ingle.base.errors import ConflictError, InvalidError, NotFoundError
from ingle.edge.errors import UnauthenticatedError


class LoginFailedError(UnauthenticatedError):
    """The name or the password is wrong; which of both is not told."""

    code = "login_failed"


class CredentialRefusedError(UnauthenticatedError):
    """A session or token that does not exist (any more)."""

    code = "credential_refused"


class WrongPasswordError(InvalidError):
    """The present password, asked again before it is changed, is wrong."""

    code = "wrong_password"


class NameInvalidError(InvalidError):
    code = "name_invalid"


class PasswordWeakError(InvalidError):
    code = "password_weak"


class NameTakenError(ConflictError):
    code = "name_taken"


class ScopeUnknownError(InvalidError):
    """No such scope; `scopes` lists those that are unknown."""

    code = "scope_unknown"


class ScopeNotYoursError(InvalidError):
    """A token cannot do more than who makes it; `scopes` lists what was too much."""

    code = "scope_not_yours"


class ExpiryPastError(InvalidError):
    code = "expiry_past"


class UserNotFoundError(NotFoundError):
    code = "user_not_found"


class TokenNotFoundError(NotFoundError):
    code = "token_not_found"


class UserInUseError(ConflictError):
    """The user still owns things, is the last admin, or is who asks; the sentence says which."""

    code = "user_in_use"
