"""Who is signed in in this browser, and who of them it acts as. Each has a cookie of their own beside the one that all requests are made with.

Nobody need be signed in for this, so the endpoints are public; what they do and tell, they do and tell by the secrets in the cookies alone.
"""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.accounts import views
from ingle.accounts.http.visitors import (
    AnyRequest,
    address_of,
    claims,
    here_cookie,
    no_here_cookie,
    no_session_cookies,
    session_cookies,
)
from ingle.accounts.names import COOKIE, MOST_HERE
from ingle.accounts.service import People
from ingle.edge.origin import require_page_of_here
from ingle.edge.routes import PUBLIC, delete, get, post
from ingle.wire import accounts as wire


def routes(people: People) -> Sequence[Any]:
    @get("/here", scope=PUBLIC, summary="Who is signed in in this browser")
    async def list_here(request: AnyRequest) -> Response[wire.PeopleHere]:
        """What the browser need not keep any more is taken away; what it lacks of who it acts as is given."""
        claimed, active = claims(request), await _active(people, request)
        kept = dict([*claimed.items()][-MOST_HERE:])
        present = await people.here.list(kept | active)
        told = [views.person_here(one.user, current=one.user.id in active) for one in present]
        ids = {one.id for one in told}
        cookies = [no_here_cookie(request, user_id) for user_id in claimed if user_id not in ids]
        missing = {user_id: secret for user_id, secret in active.items() if claimed.get(user_id) != secret}
        cookies += [here_cookie(request, user_id, secret) for user_id, secret in missing.items()]
        return Response(wire.PeopleHere(people=told, most=MOST_HERE), cookies=cookies)

    @post(
        "/here/{user:str}", scope=PUBLIC, status_code=200, summary="Go on as somebody who is signed in here"
    )
    async def go_on_as(request: AnyRequest, user: str) -> Response[wire.User]:
        require_page_of_here(request.headers)
        present = await people.here.enter(claims(request), user)
        cookies = session_cookies(request, present.user.id, present.secret)
        others = {k: v for k, v in (await _active(people, request)).items() if k != present.user.id}
        # A login of before there were several has no cookie beside it.
        cookies += [here_cookie(request, user_id, secret) for user_id, secret in others.items()]
        return Response(views.user(present.user), cookies=cookies)

    @delete("/here/{user:str}", scope=PUBLIC, summary="Log somebody out in this browser")
    async def leave_here(request: AnyRequest, user: str) -> Response[None]:
        require_page_of_here(request.headers)
        present = await people.here.one(claims(request), user)
        await people.here.leave(present, address=address_of(request))
        cookies = [no_here_cookie(request, user)]
        if request.cookies.get(COOKIE) == present.secret:
            cookies = no_session_cookies(request, user)
        return Response(None, status_code=204, cookies=cookies)

    @delete("/here", scope=PUBLIC, summary="Log everybody out in this browser")
    async def all_leave(request: AnyRequest) -> Response[None]:
        require_page_of_here(request.headers)
        claimed = claims(request)
        gone = await people.here.list(claimed | await _active(people, request))
        for one in gone:
            await people.here.leave(one, address=address_of(request))
        cookies = [no_here_cookie(request, user_id) for user_id in claimed]
        return Response(None, status_code=204, cookies=[*cookies, *no_session_cookies(request, "")])

    return [list_here, go_on_as, leave_here, all_leave]


async def _active(people: People, request: AnyRequest) -> dict[str, str]:
    """Whom the browser acts as, and their secret; nothing where that is nobody."""
    secret = request.cookies.get(COOKIE, "")
    user_id = await people.here.whose(secret)
    return {user_id: secret} if user_id else {}
