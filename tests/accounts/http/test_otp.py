"""One-time codes as a browser meets them."""

import time

import httpx
import pyotp

from support.daemons import Living

LOGIN = {"name": "ann", "password": "correct horse"}


async def test_from_set_up_to_the_second_step(
    daemon: Living, ann: httpx.AsyncClient, operator: httpx.AsyncClient
) -> None:
    assert (await ann.get("/api/v1/me/otp")).json() == {"enabled_at": None, "recovery_codes_left": 0}
    made = (await ann.post("/api/v1/me/otp", json={"password": "correct horse"})).json()
    code = pyotp.TOTP(made["secret"]).at(int(time.time()))
    assert (await ann.post("/api/v1/me/otp/test", json={"code": code})).json() == {"right": True}
    codes = (await ann.post("/api/v1/me/otp/enable", json={"code": code})).json()["codes"]
    async with daemon.served.browser() as client:
        asked = await client.post("/api/v1/login", json=LOGIN)
        assert (asked.status_code, asked.json()["code"]) == (401, "otp_required")
        assert "ingle_session" not in client.cookies
        ticket = asked.json()["fields"]["ticket"]
        replayed = await client.post("/api/v1/login/otp", json={"ticket": ticket, "code": code})
        assert (replayed.status_code, replayed.json()["code"]) == (400, "code_wrong")
        entered = await client.post("/api/v1/login/otp", json={"ticket": ticket, "code": codes[0]})
        assert (entered.status_code, entered.json()["name"]) == (200, "Ann")
        assert (await client.get("/api/v1/me")).status_code == 200
        elevated = await client.post("/api/v1/me/elevation", json={"code": codes[1]})
        assert elevated.status_code == 200
    assert (await operator.delete("/api/v1/users/ann/otp")).status_code == 204
    assert (await ann.post("/api/v1/login", json=LOGIN)).status_code == 200
