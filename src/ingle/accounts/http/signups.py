"""Making one's own account, and the invites for it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from litestar import Response

from ingle.accounts import views
from ingle.accounts.http.visitors import AnyRequest, address_of, session_cookies, visitor
from ingle.accounts.names import SCOPE_ACCOUNT_WRITE, SCOPE_USERS
from ingle.accounts.policy import PUZZLE_BITS
from ingle.accounts.service import People
from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller
from ingle.edge.pages import Listing
from ingle.edge.routes import PUBLIC, delete, get, post
from ingle.wire import people as wire
from ingle.wire.accounts import User


def routes(people: People) -> Sequence[Any]:
    settings = people.settings

    @get("/sign-up", scope=PUBLIC, summary="Who may make an account here")
    async def rules() -> wire.SignUpRules:
        challenge = await people.captcha.challenge() if settings.sign_up != "closed" else ""
        return wire.SignUpRules(
            mode=settings.sign_up,
            email=settings.sign_up_email,
            temporary=settings.temporary_users,
            letters=people.post.is_on,
            challenge=challenge or None,
            challenge_bits=PUZZLE_BITS if challenge else 0,
        )

    @post("/sign-up", scope=PUBLIC, summary="Make an account for yourself")
    async def sign_up(request: AnyRequest, data: wire.SignUp) -> Response[User]:
        if data.website:
            raise InvalidError("this form is for people")
        user, secret = await people.sign_ups.sign_up(
            data.name,
            data.password,
            visitor(request),
            email=data.email,
            invite=data.invite,
            captcha=data.captcha,
        )
        await people.emails.greet(user)
        return Response(views.user(user), status_code=201, cookies=session_cookies(request, user.id, secret))

    @post("/sign-up/temporary", scope=PUBLIC, summary="Come in without a name, for now")
    async def come_for_now(request: AnyRequest) -> Response[User]:
        user, secret = await people.sign_ups.come_for_now(visitor(request))
        return Response(views.user(user), status_code=201, cookies=session_cookies(request, user.id, secret))

    @post("/me/stay", scope=SCOPE_ACCOUNT_WRITE, status_code=200, summary="Become a permanent user")
    async def stay(request: AnyRequest, caller: Caller, data: wire.Stay) -> User:
        address = address_of(request)
        user = await people.sign_ups.stay(caller, data.name, data.password, email=data.email, address=address)
        await people.emails.greet(user)
        return views.user(user)

    @get("/invites", scope=SCOPE_USERS, summary="List invites")
    async def list_invites() -> Listing[wire.Invite]:
        return Listing([views.invite(one) for one in await people.invites.list()])

    @post("/invites", scope=SCOPE_USERS, summary="Make an invite to sign up")
    async def create_invite(
        request: AnyRequest, caller: Caller, data: wire.InviteCreate
    ) -> wire.InviteCreated:
        life = None if data.days is None else timedelta(days=min(max(data.days, 0), 10_000))
        made, code = await people.invites.create(
            caller, note=data.note, uses=data.uses, life=life, address=address_of(request)
        )
        return wire.InviteCreated(invite=views.invite(made), code=code)

    @delete("/invites/{invite:str}", scope=SCOPE_USERS, summary="Take an invite back")
    async def remove_invite(request: AnyRequest, invite: str, caller: Caller) -> None:
        await people.invites.remove(caller, invite, address=address_of(request))

    return [rules, sign_up, come_for_now, stay, list_invites, create_invite, remove_invite]
