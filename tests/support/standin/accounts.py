"""People, tokens, and the daemon itself."""

from typing import Any

import msgspec
from litestar import Response, WebSocket

from ingle.wire import accounts, system
from ingle.wire.streams import Event
from support.standin.images import advance
from support.standin.world import API, NOW, AnyRequest, Refusal, World, delete, get, post, put, websocket

USAGE = accounts.Usage(machines=2, vcpus=3, memory_mib=1536, disk_mib=8192, snapshots=0, storage_mib=0)


def account_routes(world: World) -> list[Any]:  # noqa: C901 - a list of endpoints
    user = accounts.User(id="usr_1", name="ada", admin=True, created_at=NOW)

    @get(API + "/me")
    async def me(request: AnyRequest) -> accounts.Me:
        bearer = request.headers.get("authorization")
        if bearer is not None and bearer != "Bearer secret-1":
            raise Refusal(401, "unauthenticated", "unauthenticated", "this token is not valid")
        return accounts.Me(user=user, via="token" if bearer else "local", scopes=["*"])

    @post(API + "/login", status_code=200)
    async def login(data: accounts.Login) -> Response[accounts.User]:
        if data.password != "right":
            raise Refusal(401, "unauthenticated", "bad_login", "the name or the password is wrong")
        response = Response(user)
        response.set_cookie("ingle_session", "s")
        return response

    @post(API + "/logout", status_code=204)
    async def logout() -> None: ...

    @get(API + "/tokens")
    async def tokens() -> dict[str, Any]:
        return {"items": list(world.tokens.values()), "cursor": None}

    @post(API + "/tokens")
    async def make_token(data: accounts.TokenCreate) -> accounts.TokenCreated:
        token = accounts.Token(
            id=f"tok_{len(world.tokens)}", name=data.name, scopes=data.scopes, created_at=NOW
        )
        world.tokens[token.id] = token
        return accounts.TokenCreated(token=token, secret="secret-1")

    @delete(API + "/tokens/{token:str}")
    async def remove_token(token: str) -> None:
        del world.tokens[token]

    @get(API + "/users")
    async def users() -> dict[str, Any]:
        return {"items": [user], "cursor": None}

    @get(API + "/me/limits")
    async def my_limits() -> accounts.Limits:
        return world.in_force()

    @get(API + "/me/usage")
    async def my_usage() -> accounts.Usage:
        return USAGE

    @get(API + "/users/{name:str}/limits")
    async def limits(name: str) -> accounts.UserLimits:
        return accounts.UserLimits(overrides=world.overrides, in_force=world.in_force())

    @put(API + "/users/{name:str}/limits")
    async def set_limits(name: str, data: accounts.LimitOverrides) -> accounts.UserLimits:
        world.overrides = data
        return accounts.UserLimits(overrides=data, in_force=world.in_force())

    @get(API + "/users/{name:str}/usage")
    async def usage(name: str) -> accounts.Usage:
        return USAGE

    @get(API + "/doctor")
    async def doctor() -> dict[str, Any]:
        return {
            "items": [
                system.Check(
                    name="kvm", status="warning", detail="no /dev/kvm", remedy="enable virtualisation"
                )
            ]
        }

    @websocket(API + "/events")
    async def events(socket: WebSocket[Any, Any, Any]) -> None:
        await socket.accept()
        for number in range(3):
            event = Event(id=number, at=NOW, type="machine.changed", subject="mch_1", data={"name": "one"})
            await socket.send_text(msgspec.json.encode(event).decode())
        for image in [image for image in world.images.values() if image.state == "preparing"]:
            for _ in range(2):
                image = advance(world, image)
                event = Event(
                    id=9, at=NOW, type="image.progress", subject=image.id, data=msgspec.to_builtins(image)
                )
                await socket.send_text(msgspec.json.encode(event).decode())
        await socket.close()

    about_limits = [my_limits, my_usage, limits, set_limits, usage]
    return [me, login, logout, tokens, make_token, remove_token, users, doctor, events, *about_limits]
