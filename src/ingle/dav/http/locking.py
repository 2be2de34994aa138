"""LOCK and UNLOCK."""

from ingle.dav import policy, views
from ingle.dav.errors import BadRequestError
from ingle.dav.http.answers import Answer, xml
from ingle.dav.http.asked import Asked
from ingle.dav.model import Depth
from ingle.dav.service import Dav


async def lock(dav: Dav, asked: Asked) -> Answer:
    """Without a body it refreshes the locks whose tokens come in the header If."""
    seconds = policy.read_seconds(asked.headers.get("timeout"))
    body = await asked.text()
    if not body.strip():
        held = await dav.locks.refresh(asked.caller, asked.target, asked.conditions, seconds=seconds)
        return xml(200, views.lock_discovery(held))
    depth = policy.read_depth(asked.headers.get("depth"), Depth.INFINITY)
    if depth is Depth.ONE:
        raise BadRequestError("a lock is of Depth 0 or infinity", field="depth")
    taken, made = await dav.locks.take(
        asked.caller,
        asked.target,
        policy.read_lock(body),
        deep=depth is Depth.INFINITY,
        seconds=seconds,
        conditions=asked.conditions,
    )
    return xml(201 if made else 200, views.lock_discovery([taken]), {"Lock-Token": f"<{taken.token}>"})


async def unlock(dav: Dav, asked: Asked) -> Answer:
    said = asked.headers.get("lock-token", "").strip()
    if not (said.startswith("<") and said.endswith(">")):
        raise BadRequestError("this needs the header Lock-Token: <TOKEN>", field="lock-token")
    await dav.locks.release(asked.caller, asked.target, said[1:-1])
    return Answer(204)
