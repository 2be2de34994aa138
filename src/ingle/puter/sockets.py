"""The contract's sockets: socket.io (version 4) over WebSockets or long polling, fed by the house's own bus.

A person's sockets hear what happens to what is theirs. Apps get none, as the contract says. Who does not read fast enough is cut off and comes back,
as clients of this protocol do by themselves, and is told what it has missed (puter/resuming.py); a socket whose credential has ended hears nothing more.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import anyio
import socketio
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from ingle.base.errors import IngleError
from ingle.base.units import KIB
from ingle.edge.identity import Caller
from ingle.edge.problems import explain
from ingle.notifications import State
from ingle.puter import notices, resuming
from ingle.puter.elsewhere import PATHS
from ingle.puter.errors import NotHereError, flat
from ingle.puter.happenings import SCOPES, Told, told
from ingle.puter.services import Services
from ingle.runtime.bus import Bus, EventsMissedError, Fact
from ingle.runtime.outbox import FactsForgottenError, Outbox

PATH = "socket.io"
MAX_SOCKETS = 5000  # of all people together, also of those who have not said yet who they are
MAX_OF_ONE = 64  # of one person
MAX_WAITING = 256  # packets for one socket that it has not taken yet
_MAX_MESSAGE = 64 * KIB  # of a client
_UNREAD = 100
_CUT = "puter_cut"  # in the connection's state: what ends a WebSocket that does not read


@dataclass
class Listener:
    user_id: str
    secret: str
    cut: anyio.CancelScope | None  # None: it polls
    held: list[Fact] | None  # what happens while it is still being told what it has missed


class Sockets:
    """The application below `/socket.io`."""

    def __init__(self, services: Services, bus: Bus, outbox: Outbox) -> None:
        self._services = services
        self._bus = bus
        self._outbox = outbox
        self._listeners: dict[str, Listener] = {}  # by the socket's id
        self._of: dict[str, set[str]] = defaultdict(set)  # the ids of a person's sockets
        self._server = socketio.AsyncServer(
            async_mode="asgi",
            serializer=resuming.Packet,
            cors_allowed_origins=[],  # said by puter/cors.py; who comes by a token needs no check of origins
            max_http_buffer_size=_MAX_MESSAGE,
            http_compression=False,
        )
        self._app: ASGIApp = socketio.ASGIApp(self._server, socketio_path=PATH)
        self._server.on("connect", self._connect)
        self._server.on("disconnect", self._disconnect)
        self._server.on("puter_is_actually_open", self._tell_unread)
        self._server.on("trash.is_empty", self._pass_on_trash)
        for verb in ("events.subscribe", "events.unsubscribe", "events.ack"):
            self._server.on(verb, self._refuse_events)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if len(self._server.eio.sockets) >= MAX_SOCKETS and b"sid=" not in scope["query_string"]:
            await _refuse(scope, receive, send)
            return
        with anyio.CancelScope() as cut:
            scope["state"][_CUT] = cut
            await self._app(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Sockets hear facts for as long as the context lasts."""
        async with anyio.create_task_group() as group:
            self._group = group
            group.start_soon(self._follow)
            yield
            group.cancel_scope.cancel()
        for sid in tuple(self._listeners):
            await self._drop(sid)
        await self._server.shutdown()

    # --- what clients say -----------------------------------------------------------------------------------------

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        """Raises ConnectionRefusedError, whose words the client is told."""
        secret = auth.get("auth_token") if isinstance(auth, dict) else None
        caller = await self._recognized(secret)
        if caller is None:
            raise ConnectionRefusedError("token_auth_failed")
        if caller.app_id or caller.restricted:
            raise ConnectionRefusedError("only people have sockets")
        if len(self._of.get(caller.user_id, ())) >= MAX_OF_ONE:
            raise ConnectionRefusedError("too_many_requests")
        scope = environ["asgi.scope"]
        cut = scope["state"][_CUT] if scope["type"] == ScopeType.WEBSOCKET else None
        self._listeners[sid] = Listener(caller.user_id, str(secret), cut, held=[])
        self._of[caller.user_id].add(sid)
        pid, missed = await self._missed(caller.user_id, resuming.where_left(auth))
        resuming.tell_pid(pid)
        self._group.start_soon(self._catch_up, sid, missed)  # begins when this task has let the client in

    async def _missed(self, owner: str, left: resuming.Left | None) -> tuple[str, Sequence[Fact]]:
        """The pid that the client is told, and what happened since it went."""
        anew = resuming.new_pid(self._outbox.position)
        if left is None:
            return anew, ()
        try:
            return left.pid, await self._outbox.missed(owner, left.number, resuming.MAX_MISSED)
        except FactsForgottenError:
            return anew, ()

    async def _catch_up(self, sid: str, missed: Sequence[Fact]) -> None:
        """What was missed, then what was held meanwhile, then nothing is held any more."""
        listener = self._listeners.get(sid)
        if listener is None or listener.held is None:
            return
        heard = missed[-1].id if missed else 0
        for fact in missed:
            await self._tell_one(sid, fact, told(fact))
        while listener.held:
            fact = listener.held.pop(0)
            if fact.id == 0 or fact.id > heard:
                await self._tell_one(sid, fact, told(fact))
        listener.held = None

    async def _disconnect(self, sid: str, _reason: Any = None) -> None:
        self._forget(sid)

    async def _tell_unread(self, sid: str, *_said: Any) -> None:
        listener = self._listeners.get(sid)
        caller = await self._recognized(listener.secret) if listener else None
        if caller is None:
            return
        page = await self._services.notifications.list(caller, State.UNSEEN, after=None, limit=_UNREAD)
        unreads = [{"uid": one.id, "notification": notices.content(one)} for one in page.items]
        await self._server.emit("notif.unreads", {"unreads": unreads}, to=sid)

    async def _pass_on_trash(self, sid: str, said: Any = None) -> None:
        listener = self._listeners.get(sid)
        if listener is None or not isinstance(said, dict):
            return
        for other in tuple(self._of.get(listener.user_id, ())):
            await self._send(other, "trash.is_empty", {"is_empty": bool(said.get("is_empty"))})

    async def _refuse_events(self, _sid: str, *_said: Any) -> dict[str, Any]:
        """At once: whoever asks waits for half a minute before they give up."""
        refusal = flat(explain(NotHereError(PATHS["/events"])))
        return {"ok": False, "error": {"code": refusal["code"], "message": refusal["message"]}}

    # --- what they are told ---------------------------------------------------------------------------------------

    async def _follow(self) -> None:
        while True:
            with self._bus.subscribe(self._wants) as facts:
                try:
                    async for fact in facts:
                        await self._tell(fact)
                except EventsMissedError:
                    for sid in tuple(self._listeners):  # they read everything anew when they are back
                        await self._drop(sid)

    def _wants(self, fact: Fact) -> bool:
        return fact.type in SCOPES and fact.owner in self._of

    async def _tell(self, fact: Fact) -> None:
        said = told(fact)
        for sid in tuple(self._of.get(fact.owner, ())):
            listener = self._listeners.get(sid)  # it may have gone while others were told
            if listener is not None and listener.held is not None:
                await self._hold(sid, listener.held, fact)
            elif listener is not None:
                await self._tell_one(sid, fact, said)

    async def _hold(self, sid: str, held: list[Fact], fact: Fact) -> None:
        if len(held) >= MAX_WAITING:
            await self._drop(sid)
        else:
            held.append(fact)

    async def _tell_one(self, sid: str, fact: Fact, said: Told | None) -> None:
        """`said`: what sockets are told of the fact; None: nothing."""
        listener = self._listeners.get(sid)
        if listener is None or said is None:
            return
        caller = await self._recognized(listener.secret)  # whom accounts remember
        if caller is None:
            await self._drop(sid)
        elif caller.may(SCOPES[fact.type]):
            await self._send(sid, *said, number=fact.id)

    async def _send(self, sid: str, event: str, said: dict[str, Any], *, number: int = 0) -> None:
        if self._waiting(sid) >= MAX_WAITING:
            await self._drop(sid)
        else:
            await self._server.emit(event, (said, *resuming.offset(number)), to=sid)

    def _waiting(self, sid: str) -> int:
        """Packets that the client has not taken."""
        transport = self._server.eio.sockets.get(self._server.manager.eio_sid_from_sid(sid, "/"))
        return transport.queue.qsize() if transport else 0

    async def _drop(self, sid: str) -> None:
        """Without waiting for a client that does not read."""
        listener = self._forget(sid)
        transport = self._server.eio.sockets.get(self._server.manager.eio_sid_from_sid(sid, "/"))
        if transport is not None:
            await transport.close(wait=False, abort=True)
        if listener is not None and listener.cut is not None:
            listener.cut.cancel()

    def _forget(self, sid: str) -> Listener | None:
        listener = self._listeners.pop(sid, None)
        if listener is not None:
            self._of[listener.user_id].discard(sid)
            if not self._of[listener.user_id]:
                del self._of[listener.user_id]
        return listener

    async def _recognized(self, secret: Any) -> Caller | None:
        if not isinstance(secret, str) or not secret:
            return None
        with suppress(IngleError):
            return await self._services.identify.by_secret(secret)
        return None


async def _refuse(scope: Scope, _receive: Receive, send: Send) -> None:
    if scope["type"] == ScopeType.WEBSOCKET:
        await send({"type": "websocket.close", "code": 1013, "reason": "too many sockets"})
        return
    headers = [(b"retry-after", b"30"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
