"""Secrets that let programs act for somebody: an app's token, and tokens that may do only what they were made for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ingle.accounts import Holder, HolderKind, Mode
from ingle.apps import Seen
from ingle.base.errors import NotFoundError
from ingle.base.ids import is_id
from ingle.edge.identity import Caller
from ingle.files import APP_DATA, ENTRY_KIND, READ, WRITE
from ingle.puter.errors import BadRequestError, ForbiddenError
from ingle.puter.selector import path_of
from ingle.puter.services import Services

AUTHENTICATED = "flag:app-is-authenticated"
FULL_ACCESS = "full-api-access"
MAX_PERMISSIONS = 64

_MODES = {"see": Mode.SEE, "list": Mode.LIST, "read": Mode.READ, "write": Mode.WRITE, "manage": Mode.MANAGE}


@dataclass(frozen=True)
class Wanted:
    """What a token is to be allowed."""

    entries: Sequence[tuple[str, Mode]]  # paths or ids of files
    named: Sequence[str]  # permissions without a thing
    everything: bool


class Access:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def app(self, caller: Caller, reference: str, origin: str) -> Seen:
        """By name or id, or by the origin of its pages, which then has one from now on. Raises AppNotFoundError, AppInvalidError, BadRequestError."""
        if reference:
            return await self._services.apps.get(caller, reference)
        if origin:
            return await self._services.apps.by_origin(caller, origin)
        raise BadRequestError("app_uid or origin says which app is meant", key="app_uid")

    async def let_act(self, caller: Caller, app_id: str) -> str:
        """A secret with which the app acts for the person; it has its own directory from now on. Raises AppNotFoundError."""
        _, secret = await self._services.apps.token(caller, app_id)
        await self._services.files.shaping.mkdir(caller, f"~/{APP_DATA}/{app_id}", exist_ok=True)
        holder = Holder(HolderKind.APP, app_id)
        await self._services.sharing.permissions.permit(caller, holder, [AUTHENTICATED])
        return secret

    async def acting(self, caller: Caller) -> list[str]:
        """The ids of the apps that the person has let act for them."""
        listed = await self._services.sharing.permissions.list(caller)
        return [
            one.holder.id.rpartition(":")[2]
            for one in listed.given
            if one.name == AUTHENTICATED and one.holder.kind is HolderKind.APP
        ]

    async def stop(self, caller: Caller, app_id: str) -> None:
        """The app acts for the person no longer; what it was granted stays for when they let it again. Raises AppNotFoundError."""
        await self._services.apps.end_tokens(caller, app_id)
        holder = Holder(HolderKind.APP, app_id)
        await self._services.sharing.permissions.withdraw(caller, holder, [AUTHENTICATED])

    async def make_token(
        self, caller: Caller, wanted: Wanted, *, label: str, expires_at: datetime | None
    ) -> str:
        """A token that may do what is wanted and the caller may do, and no more. Its secret.

        Raises EntryNotFoundError, ForbiddenError, and what tokens and grants raise.
        """
        if caller.app_id and (wanted.everything or wanted.named):
            raise ForbiddenError("an app makes tokens for files only")
        places = [(await self._managed(caller, path, mode), mode) for path, mode in wanted.entries]
        person = as_person(caller)
        only_files = not wanted.everything and not wanted.named
        token, secret = await self._services.tokens.create(
            person,
            label or "access token",
            scopes=[scope for scope in (READ, WRITE) if caller.may(scope)] if only_files else [],
            expires_at=expires_at,
            restricted=not wanted.everything,
        )
        holder = Holder(HolderKind.TOKEN, token.id)
        for entry_id, mode in places:
            await self._services.sharing.grants.give(person, ENTRY_KIND, entry_id, holder, mode)
        if wanted.named:
            await self._services.sharing.permissions.permit(person, holder, wanted.named)
        return secret

    async def end_token(self, caller: Caller, told: str) -> None:
        """By its id, its secret, or an address that it is in. Raises TokenNotFoundError, CredentialRefusedError."""
        secret = secret_in(told)
        by_id = is_id(secret, "tok") and not caller.app_id  # an app ends what it has the secret of
        named = secret if by_id else (await self._services.identify.by_secret(secret)).credential_id
        await self._services.tokens.remove(caller, named)

    async def _managed(self, caller: Caller, path: str, mode: Mode) -> str:
        """The entry's id, when the caller may pass this on: a person what they may share, an app what it has itself."""
        place = await self._services.files.looking.stat(caller, path)
        if caller.app_id and place.mode < mode:
            raise NotFoundError("there is no such file or directory")
        return place.entry.id


def as_person(caller: Caller) -> Caller:
    """Whom an app acts for, where the app hands on what it was given. Only after it is checked that it was."""
    return replace(caller, app_id="") if caller.app_id else caller


def read_permissions(told: Iterable[Any]) -> Wanted:
    """Texts, or lists of a text and something more, such as `fs:UID:read`. Raises BadRequestError."""
    entries: list[tuple[str, Mode]] = []
    named: list[str] = []
    for one in told:
        text = one[0] if isinstance(one, list) and one else one
        if not isinstance(text, str) or len(entries) + len(named) >= MAX_PERMISSIONS:
            raise BadRequestError(f"permissions are at most {MAX_PERMISSIONS} texts", key="permissions")
        if text.startswith("fs:"):
            entries.append(read_fs(text))
        else:
            named.append(text)
    everything = FULL_ACCESS in named
    return Wanted(entries, [name for name in named if name != FULL_ACCESS], everything)


def read_fs(permission: str) -> tuple[str, Mode]:
    """Of `fs:UID-OR-PATH:MODE`: the path, and the mode. Raises BadRequestError."""
    _, _, rest = permission.partition(":")
    which, _, mode = rest.rpartition(":")
    if not which or mode not in _MODES:
        raise BadRequestError(f"{permission[:100]!r} is not like fs:UID:read", key="permissions")
    return path_of(which), _MODES[mode]


def secret_in(told: str) -> str:
    """Of an address, its `token`."""
    if "://" not in told:
        return told.strip()
    return parse_qs(urlsplit(told.strip()).query).get("token", [""])[0]
