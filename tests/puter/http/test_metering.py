"""What is told of what things cost."""

import httpx

from support.daemons import Living
from support.puter import app_for, refused, result, upload


async def test_what_is_kept_is_told(daemon: Living, ann: httpx.AsyncClient) -> None:
    await upload(ann, "/ann/Documents", {"a.txt": b"hello"})
    await result(ann, "puter-kvstore", "set", key="a", value=1)
    usage = (await ann.get("/metering/usage")).json()["usage"]
    assert usage["filesystem:stored:bytes"]["units"] == 5
    assert usage["kv:stored:bytes"] == {"cost": 0, "count": 1, "units": 2}
    await app_for(daemon, "ann", "chess")
    assert (await ann.get("/metering/usage/chess")).json() == {"total": 0}
    assert refused(await ann.get("/metering/usage/nothing")) == (404, "not_found")
    assert refused(await ann.get("/metering/globalUsage")) == (403, "forbidden")
    assert (await ann.get("/metering/allCosts")).json() == {}
