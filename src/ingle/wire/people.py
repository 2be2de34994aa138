"""Signing up, sessions and the audit log on the wire."""

from datetime import datetime
from typing import Any, Literal

import msgspec


class SignUpRules(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/sign-up: who may make an account here, and what for."""

    mode: Literal["open", "invite_only", "closed"]
    email: Literal["optional", "required"]
    temporary: bool  # whether one may come in without a name
    letters: bool  # whether letters are sent, so that who forgot their password can set a new one
    challenge: (
        str | None
    )  # to be answered in `captcha`: CHALLENGE:N such that its SHA-256 begins with challenge_bits zeros
    challenge_bits: int


class SignUp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/sign-up. Sets the cookie `ingle_session`."""

    name: str
    password: str
    email: str = ""
    invite: str = ""
    captcha: str = ""
    website: str = ""  # no person sees this field; who fills it in is a program


class Stay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/me/stay: a temporary user becomes a permanent one."""

    name: str
    password: str
    email: str = ""


class Invite(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    note: str
    uses_left: int
    created_at: datetime
    expires_at: datetime | None


class InviteCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: str = ""
    uses: int = 1
    days: float | None = 30.0  # null: until it is used up


class InviteCreated(msgspec.Struct, frozen=True, kw_only=True):
    """The code is shown once, here."""

    invite: Invite
    code: str


class LoginSession(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: Literal["web", "app"]
    label: str
    current: bool  # the one that asks
    created_at: datetime
    last_used_at: datetime  # to the hour
    expires_at: datetime
    address: str  # coarse: the network that it was opened from
    user_agent: str
    elevated: bool  # whether dangerous things need no confirmation now


class SessionLabel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str


class Confirmation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/me/elevation: prove again who you are, by one of these."""

    password: str = ""
    code: str = ""  # a one-time code


class Elevated(msgspec.Struct, frozen=True, kw_only=True):
    until: datetime


class Somebody(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the audit log."""

    id: str
    at: datetime
    action: str
    actor: Somebody | None  # null: nobody who is known, or time
    subject: Somebody | None
    via: str
    address: str
    detail: str


class Imported(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody of another system."""

    name: str
    password_hash: str = ""  # Argon2 or bcrypt; none: they need a new password
    email: str = ""  # counts as confirmed
    admin: bool = False


class Import(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/users/import: all or none."""

    people: list[Imported]


class Suspension(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PUT /api/v1/users/{user}/suspension."""

    suspended: bool


class UserChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PATCH /api/v1/users/{user}. null, or left out: as it is."""

    name: str | None = None
    email: str | None = None  # counts as confirmed; "": none any more
    admin: bool | None = None  # somebody always is


class NewPassword(msgspec.Struct, frozen=True, kw_only=True):
    """POST /api/v1/users/{user}/password. Shown once, here."""

    password: str


class NameChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PUT /api/v1/me/name."""

    name: str


class EmailChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PUT /api/v1/me/email. The new address holds when its letter's code has come back."""

    email: str


class Code(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: str


class RecoveryBegin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/recovery. Answered alike whether there is such an account or not."""

    name: str  # or an e-mail address


class RecoveryFinish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: str
    password: str


class Password(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    password: str


class LoginCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/login/otp: the `ticket` of the problem `otp_required`, and a one-time or recovery code."""

    ticket: str
    code: str


class OtpStatus(msgspec.Struct, frozen=True, kw_only=True):
    enabled_at: datetime | None  # null: off
    recovery_codes_left: int


class OtpSetUp(msgspec.Struct, frozen=True, kw_only=True):
    """What an authenticator app is to be told. Shown once, here."""

    secret: str
    url: str  # otpauth://
    qr_svg: str  # the same as a picture


class OtpTest(msgspec.Struct, frozen=True, kw_only=True):
    right: bool


class RecoveryCodes(msgspec.Struct, frozen=True, kw_only=True):
    """Each is good for one login without the phone. Shown once, here."""

    codes: list[str]


class Passkey(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    host: str  # the name under which it was made, and works
    created_at: datetime
    last_used_at: datetime | None


class PasskeyQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """`options` is for `PublicKeyCredential.parseCreationOptionsFromJSON` or `…RequestOptionsFromJSON`; the answer goes back with the ticket."""

    ticket: str
    options: dict[str, Any]


class PasskeyMade(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/me/passkeys."""

    ticket: str
    credential: dict[str, Any]  # the credential's toJSON()
    name: str = ""


class PasskeyUsed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/login/passkey. Sets the cookie `ingle_session`."""

    ticket: str
    credential: dict[str, Any]  # the credential's toJSON()


class PasskeyName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/oidc. A login goes to /api/v1/oidc/{name}/start, as a page."""

    name: str
    title: str


class WayOut(msgspec.Struct, frozen=True, kw_only=True):
    """Where the page goes next."""

    url: str


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    provider: str
    email: str | None
    created_at: datetime
