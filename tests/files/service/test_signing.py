"""Signed URLs."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ingle.files.errors import (
    EntryNotFoundError,
    SignatureInvalidError,
    SigningDeniedError,
)
from ingle.files.policy import Act
from ingle.files.service import Permit, Terms
from support.trees import ANN, BOB, Grove, pieces

HOUR = timedelta(hours=1)
APP = replace(ANN, via="app", app_id="app_1", scopes=frozenset({"files:read"}))


async def sign(grove: Grove, path: str = "~/a", act: Act = "read", life: timedelta = HOUR) -> str:
    return (await grove.files.signing.sign(ANN, path, act, life)).signature


async def read(grove: Grove, permit: Permit, below: str = "") -> bytes:
    return await grove.read(permit.path + below, permit.caller)


async def test_whoever_has_it_reads_for_a_while(grove: Grove) -> None:
    await grove.write("~/a", b"secret")
    signature = await sign(grove)
    permit = await grove.files.signing.open(signature, "read")
    assert await read(grove, permit) == b"secret"
    await grove.files.shaping.move(ANN, "~/a", "~/Documents", name="b")
    assert await read(grove, await grove.files.signing.open(signature, "read")) == b"secret"
    with pytest.raises(SignatureInvalidError):
        await grove.files.signing.open(signature, "write")
    grove.clock.move(HOUR)
    with pytest.raises(SignatureInvalidError):
        await grove.files.signing.open(signature, "read")


async def test_whoever_may_write_a_directory_puts_files_into_it(grove: Grove) -> None:
    permit = await grove.files.signing.open(await sign(grove, "~/Documents", "write"), "write")
    await grove.files.contents.write(permit.caller, permit.path + "/x", pieces(b"put"), Terms())
    assert await grove.read("~/Documents/x") == b"put"
    assert await read(grove, permit, "/x") == b"put"


async def test_nobody_signs_what_they_may_not(grove: Grove) -> None:
    await grove.write("~/a", b"1")
    with pytest.raises(EntryNotFoundError):
        await grove.files.signing.sign(BOB, "/ann/a", "read", HOUR)
    for caller in (
        replace(ANN, via="link"),
        replace(ANN, via="token", restricted=True),
    ):
        with pytest.raises(SigningDeniedError):
            await grove.files.signing.sign(caller, "~/a", "read", HOUR)
    reader = replace(ANN, via="token", scopes=frozenset({"files:read"}))
    await grove.files.signing.sign(reader, "~/a", "read", HOUR)
    with pytest.raises(SigningDeniedError):
        await grove.files.signing.sign(reader, "~/a", "write", HOUR)


async def test_an_app_signs_for_what_it_may_itself(grove: Grove) -> None:
    await grove.write("~/a", b"1")
    await grove.write("~/AppData/app_1/x", b"mine", parents=True)
    with pytest.raises(EntryNotFoundError):
        await grove.files.signing.sign(APP, "~/a", "read", HOUR)
    signed = await grove.files.signing.sign(APP, "~/AppData/app_1/x", "read", HOUR)
    permit = await grove.files.signing.open(signed.signature, "read")
    assert await read(grove, permit) == b"mine"
    assert permit.caller.app_id == "app_1"
    with pytest.raises(EntryNotFoundError):
        await grove.read("~/a", permit.caller)


async def test_what_is_revoked_is_void_and_what_is_signed_later_is_not(grove: Grove) -> None:
    for path in ("~/a", "~/b"):
        await grove.write(path, b"1")
    a, b = await sign(grove, "~/a"), await sign(grove, "~/b")
    with pytest.raises(EntryNotFoundError):
        await grove.files.signing.revoke(BOB, "/ann/a")
    await grove.files.signing.revoke(ANN, "~/a")
    with pytest.raises(SignatureInvalidError):
        await grove.files.signing.open(a, "read")
    await grove.files.signing.open(b, "read")
    grove.clock.move(timedelta(microseconds=1))
    again = await sign(grove, "~/a")
    await grove.files.signing.open(again, "read")
    await grove.files.signing.revoke(BOB, None)  # theirs, of which there are none
    await grove.files.signing.open(again, "read")
    await grove.files.signing.revoke(ANN, None)
    for signature in (again, b):
        with pytest.raises(SignatureInvalidError):
            await grove.files.signing.open(signature, "read")
    assert void(grove) == 3
    await grove.files.shaping.remove(ANN, "~/a")
    await grove.keeper.tidy()
    assert void(grove) == 2


def void(grove: Grove) -> int:
    return int(
        grove.db.read_now(lambda c: c.execute(sa.text("SELECT count(*) FROM void_signatures")).scalar_one())
    )


async def test_it_is_worth_what_its_signer_may_now(grove: Grove) -> None:
    await grove.write("~/a", b"1")
    signature = await sign(grove)
    grove.db.write_now(
        lambda c: c.execute(sa.text("UPDATE users SET suspended_at = '2026-01-01 00:00:00+00'"))
    )
    with pytest.raises(SignatureInvalidError):
        await grove.files.signing.open(signature, "read")
    grove.db.write_now(lambda c: c.execute(sa.text("UPDATE users SET suspended_at = NULL")))
    permit = await grove.files.signing.open(signature, "read")
    await grove.files.shaping.remove(ANN, "~/a")
    with pytest.raises(EntryNotFoundError):
        await read(grove, permit)
