"""What can go wrong with people, sessions and tokens."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError, UnavailableError
from ingle.edge.errors import RateLimitedError, UnauthenticatedError


class LoginFailedError(UnauthenticatedError):
    """The name or the password is wrong; which of both is not told."""

    code = "login_failed"


class CredentialRefusedError(UnauthenticatedError):
    """A session or token that does not exist (any more)."""

    code = "credential_refused"


class NotHereError(NotFoundError):
    """This person is not signed in in this browser (any more)."""

    code = "not_here"


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


class GroupNotFoundError(NotFoundError):
    """It does not exist, or the caller neither owns it nor is in it."""

    code = "group_not_found"


class GroupFullError(IngleError):
    """As many groups, or as many people in one, as there may be."""

    kind = Kind.EXHAUSTED
    code = "group_full"


class GroupNameTakenError(ConflictError):
    code = "group_name_taken"


class GrantNotFoundError(NotFoundError):
    """No such grant that the caller gave, holds or may take back."""

    code = "grant_not_found"


class ObjectNotFoundError(NotFoundError):
    """There is nothing of this kind that the caller may know of."""

    code = "object_not_found"


class GrantDeniedError(IngleError):
    """The caller knows the thing and may not share it, or not as far as this."""

    kind = Kind.FORBIDDEN
    code = "grant_denied"


class RecipientUnknownError(NotFoundError):
    """There is nobody to whom this could go by that name: no person, group, app or token that the caller may know of. Which of these is not told."""

    code = "recipient_unknown"


class LinkRefusedError(UnauthenticatedError):
    """No such link (any more), or a wrong password for it; which of these is not told."""

    code = "link_refused"


class AccountSuspendedError(IngleError):
    """An admin has suspended the account; only who knows its password, or has a credential of it, hears so."""

    kind = Kind.FORBIDDEN
    code = "account_suspended"

    def __init__(self) -> None:
        super().__init__("this account is suspended; ask an administrator")


class LockedOutError(RateLimitedError):
    """Too many failures in a row; `retry_after_seconds` says when the next try is heard. The pauses grow."""

    code = "locked_out"


class SignUpClosedError(IngleError):
    kind = Kind.FORBIDDEN
    code = "sign_up_closed"


class InviteRefusedError(IngleError):
    """No such invite, or it is used up or too old; which of these is not told."""

    kind = Kind.FORBIDDEN
    code = "invite_refused"


class InviteNotFoundError(NotFoundError):
    code = "invite_not_found"


class NameReservedError(InvalidError):
    """A name that could be mistaken for the house's own."""

    code = "name_reserved"


class EmailInvalidError(InvalidError):
    code = "email_invalid"


class EmailTakenError(ConflictError):
    """Told only to who has proved that the address is theirs."""

    code = "email_taken"


class CaptchaFailedError(InvalidError):
    """The challenge that sign-up set was not answered, or not rightly, or is too old."""

    code = "captcha_failed"


class NotElevatedError(IngleError):
    """The person proved who they are too long ago for this; POST /api/v1/me/elevation, then again."""

    kind = Kind.FORBIDDEN
    code = "elevation_needed"

    def __init__(self) -> None:
        super().__init__("prove again who you are (by your password or a one-time code), then repeat this")


class NotTemporaryError(ConflictError):
    code = "not_temporary"


class TemporaryAccountError(ConflictError):
    """Somebody without name and password asks for what only permanent users have; POST /api/v1/me/stay makes them one."""

    code = "temporary_account"


class TicketRefusedError(InvalidError):
    """A code or link that was never given, was used, or is too old; which of these is not told."""

    code = "ticket_refused"

    def __init__(self) -> None:
        super().__init__("this code is not valid (any more); ask for a new one")


class SessionNotFoundError(NotFoundError):
    code = "session_not_found"


class MailOffError(ConflictError):
    """No mail server is set, so there are no letters; waiting changes nothing."""

    code = "mail_off"

    def __init__(self) -> None:
        super().__init__("this daemon sends no mail (mail.host is not set); ask an administrator")


class MailBusyError(UnavailableError):
    """Too many letters wait to be sent."""

    code = "mail_busy"


class MailFailedError(UnavailableError):
    """The mail server could not be reached, or asks to come again later."""

    code = "mail_failed"


class LetterRefusedError(InvalidError):
    """The mail server will never take this letter."""

    code = "letter_refused"


class NoEmailError(ConflictError):
    """There is no address that waits to be confirmed."""

    code = "no_email"


class OtpRequiredError(UnauthenticatedError):
    """The password is right, and a one-time code is needed too: POST /api/v1/login/otp with this `ticket` and the code."""

    code = "otp_required"

    def __init__(self, ticket: str) -> None:
        super().__init__("a one-time code is needed too", ticket=ticket)


class CodeWrongError(InvalidError):
    """A one-time code that is wrong, or was used before."""

    code = "code_wrong"

    def __init__(self) -> None:
        super().__init__("this code is wrong, or was used before", field="code")


class OtpNotSetUpError(ConflictError):
    code = "otp_not_set_up"


class OtpEnabledError(ConflictError):
    code = "otp_enabled"


class PasskeyHostError(InvalidError):
    """The page has no name that a passkey could belong to: it was opened by an IP address, or not over https."""

    code = "passkey_needs_name"


class PasskeyRefusedError(UnauthenticatedError):
    """A passkey that is not known here, or an answer that does not fit the question."""

    code = "passkey_refused"


class PasskeyNotFoundError(NotFoundError):
    code = "passkey_not_found"


class ProviderUnknownError(NotFoundError):
    """There is no such provider of logins in the settings."""

    code = "provider_unknown"


class ProviderFailedError(UnavailableError):
    """The provider of a login does not answer, or not in a way that can be trusted."""

    code = "provider_failed"


class AccountExistsError(ConflictError):
    """The provider's address is that of an account here; its person logs in there and links the provider."""

    code = "account_exists"


class IdentityTakenError(ConflictError):
    """Another account is linked to this login."""

    code = "identity_taken"


class IdentityNotFoundError(NotFoundError):
    code = "identity_not_found"


class LastWayInError(ConflictError):
    """Without this nobody could log in to the account."""

    code = "last_way_in"
