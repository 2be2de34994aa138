"""Ports as browsers see them: an application around the house's, which takes every request to a host of a port and lets the house answer none of them.

Whoever has no cookie of the port learns nothing here, not even whether there is such a machine, and wakes none.
"""

from typing import Any
from urllib.parse import parse_qsl, urlencode

import anyio
import structlog
from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from ingle.base.errors import IngleError
from ingle.edge.hosts import host_header
from ingle.edge.identity import Caller
from ingle.edge.leashes import Leashes
from ingle.gateway import views
from ingle.gateway.model import Page, Place
from ingle.gateway.names import COOKIE, TICKET
from ingle.gateway.policy import heads, origins
from ingle.gateway.policy.hosts import label_of
from ingle.gateway.relay.conversation import carry
from ingle.gateway.relay.request import pass_on
from ingle.gateway.service import Gateway

log = structlog.get_logger()

_OUT = 4401  # of a WebSocket whose person is logged out: as the house's own are told
_FAREWELL_SECONDS = 5.0
_NOT_PASSED_ON = frozenset({"CONNECT", "TRACE"})


class PortPages:
    def __init__(self, house: ASGIApp, gateway: Gateway, leashes: Leashes) -> None:
        self._house = house
        self._gateway = gateway
        self._leashes = leashes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = host_header(scope)
        if not self._gateway.is_of_ports(host):
            await self._house(scope, receive, send)
            return
        place = self._gateway.place_of(host)
        visit = _Visit(dict(scope), receive, send)
        scope["path_template"] = "port"  # what metrics call it
        scope["path"] = (
            "port" if place is None else label_of(place)
        )  # the rest is between its person and the machine
        with self._leashes.hold(scope) as leash:
            leash.open_ended = True
            await self._receive(visit, place)
        if leash.scope.cancelled_caught:
            await visit.end()

    async def _receive(self, visit: "_Visit", place: Place | None) -> None:
        if place is None:
            await visit.tell(views.CLOSED)
            return
        try:
            caller = await self._gateway.visitor(heads.cookies_of(visit.scope["headers"]), place)
            if caller is not None:
                visit.scope["state"]["caller"] = caller  # the log tells it, and the leash hangs on it
            if visit.ticket is not None:
                await self._let_in(visit, place, known=caller is not None)
            elif caller is None:
                await visit.tell(views.CLOSED)
            elif not visit.may_ask():
                await visit.tell(views.FOREIGN)
            elif visit.scope.get("method") in _NOT_PASSED_ON:
                await visit.tell(views.REFUSED)
            else:
                await self._pass(visit, caller, place)
        except IngleError as error:
            log.info("port_failed", port=label_of(place), code=error.code, reason=error.sentence)
            await visit.fail(views.failure(error, place.port))

    async def _let_in(self, visit: "_Visit", place: Place, *, known: bool) -> None:
        """To the same address without the ticket. Whoever is in already needs none."""
        cookie = None if known else await self._gateway.redeem(visit.ticket or "", place)
        if known or cookie is not None:
            await visit.redirect(cookie)
        else:
            await visit.tell(views.CLOSED)

    async def _pass(self, visit: "_Visit", caller: Caller, place: Place) -> None:
        async with await self._gateway.connect(caller, place) as stream:
            passing = carry if visit.is_socket else pass_on
            await passing(visit.scope, visit.receive, visit.send, stream, place.port)


class _Visit:
    """One request or WebSocket of a browser; knows how far its answer has come, and so how a failure can be told."""

    def __init__(self, scope: Any, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.receive = receive
        self.is_socket = scope["type"] != ScopeType.HTTP
        self._send = send
        self._begun = False

    @property
    def ticket(self) -> str | None:
        return dict(self._query()).get(TICKET) if self.scope.get("method") == "GET" else None

    def may_ask(self) -> bool:
        headers = Headers.from_scope(self.scope)
        return (
            origins.may_converse(headers)
            if self.is_socket
            else origins.may_ask(self.scope["method"], headers)
        )

    async def send(self, message: Message) -> None:
        self._begun = True
        await self._send(message)

    async def tell(self, page: Page) -> None:
        """A WebSocket is refused without words (403), for no page could read them."""
        if self.is_socket:
            await self.send({"type": "websocket.close", "code": _OUT, "reason": ""})
            return
        headers, body = views.answer(page)
        await self._answer(page.status, headers, body)

    async def fail(self, page: Page) -> None:
        """Half an answer that is left so ends with its connection, and the browser knows that it is not whole."""
        if not self._begun:
            await self.tell(page)

    async def redirect(self, cookie: str | None) -> None:
        headers = [
            (b"location", self._address().encode("latin-1")),
            (b"cache-control", b"no-store"),
            (b"referrer-policy", b"no-referrer"),
            (b"content-length", b"0"),
        ]
        if cookie is not None:
            https = origins.is_https(self.scope["scheme"], Headers.from_scope(self.scope))
            kept = f"{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if https else ''}"
            headers.append((b"set-cookie", kept.encode()))
        await self._answer(303, headers, b"")

    def _address(self) -> str:
        """Without the ticket, on this host: a path that began with two slashes would name another."""
        path = "/" + self.scope["raw_path"].decode("latin-1").lstrip("/\\")
        query = urlencode([one for one in self._query() if one[0] != TICKET])
        return f"{path}?{query}" if query else path

    async def end(self) -> None:
        """The person has logged out meanwhile, or the daemon stops."""
        with anyio.move_on_after(_FAREWELL_SECONDS):
            if not self._begun:
                await self.tell(views.CLOSED)
            elif self.is_socket:
                await self.send({"type": "websocket.close", "code": _OUT, "reason": "you are logged out"})

    async def _answer(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body, "more_body": False})

    def _query(self) -> list[tuple[str, str]]:
        return parse_qsl(self.scope["query_string"].decode("latin-1"), keep_blank_values=True)
