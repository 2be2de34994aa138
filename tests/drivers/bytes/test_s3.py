"""What only a store far away has: parts, broken connections, a service that refuses or is gone, secrets."""

import traceback
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import anyio
import pytest
from pydantic import SecretStr

from ingle.base.units import MIB
from ingle.drivers.bytes import S3Bytes
from ingle.drivers.bytes.s3 import upload as uploads
from ingle.drivers.bytes.s3.bucket import Bucket
from ingle.files.errors import ByteStoreError
from ingle.files.settings import S3Settings
from support.buckets import SECRET, cutting
from support.house import free_port

KEY = "cnt_01jd8c7q4x9k2mzv5t3b6h0rnw"
DATA = bytes(range(256)) * 60_000  # 15 MiB: three parts


@pytest.fixture
def store(bucket: S3Settings, tmp_path: Path) -> Iterator[S3Bytes]:
    made = S3Bytes("far", replace(bucket, part_mib=5), tmp_path / "parts")
    yield made
    made.close()


async def pieces(data: bytes, size: int = 700_001) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def read(store: S3Bytes, first: int = 0, length: int | None = None) -> bytes:
    async with store.read(KEY, first, length) as found:
        return b"".join([piece async for piece in found])


async def listed(store: S3Bytes) -> list[str]:
    return [kept.key async for kept in store.list()]


async def test_large_contents_go_in_parts_of_one_size_without_names(
    store: S3Bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    put_part = Bucket.put_part

    def watched(self: Bucket, key: str, upload: str, number: int, body: BytesIO) -> str:
        assert list((tmp_path / "parts").iterdir()) == []
        sent.append(body.seek(0, 2))
        body.seek(0)
        return put_part(self, key, upload, number, body)

    monkeypatch.setattr(Bucket, "put_part", watched)
    await store.write(KEY, pieces(DATA))
    assert sent == [5 * MIB, 5 * MIB, len(DATA) - 10 * MIB]
    assert await read(store) == DATA
    assert await read(store, 5 * MIB - 3, 7) == DATA[5 * MIB - 3 : 5 * MIB + 4]


async def test_more_parts_than_there_may_be_are_refused(
    store: S3Bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MAX_PARTS", 1)
    with pytest.raises(ByteStoreError, match="at most 1 parts"):
        await store.write(KEY, pieces(DATA))
    assert await listed(store) == []


async def test_a_read_that_breaks_off_goes_on_where_it_was(
    store: S3Bytes, bucket: S3Settings, tmp_path: Path
) -> None:
    await store.write(KEY, pieces(DATA))
    async with cutting(bucket) as (cutter, through):
        far = S3Bytes("far", through, tmp_path / "parts")
        cutter.cuts = [MIB, 3 * MIB, 2 * MIB + 1]
        assert await read(far, 100) == DATA[100:]
        assert cutter.connections >= 4
        far.close()
        far = S3Bytes("far", through, tmp_path / "parts")
        cutter.cuts = [2000, *[100] * 40]  # again and again, without a byte of the content in between
        with pytest.raises(ByteStoreError):
            await read(far)
        far.close()


async def test_a_write_that_breaks_off_is_tried_again(
    bucket: S3Settings, store: S3Bytes, tmp_path: Path
) -> None:
    async with cutting(bucket) as (cutter, through):
        far = S3Bytes("far", replace(through, part_mib=5), tmp_path / "parts")
        cutter.cuts = [10]
        await far.write(KEY, pieces(DATA))
        assert cutter.connections >= 2
        far.close()
    assert await read(store) == DATA


async def test_a_service_that_is_away_is_told_in_time(bucket: S3Settings, tmp_path: Path) -> None:
    away = S3Bytes("far", replace(bucket, endpoint=f"http://127.0.0.1:{free_port()}"), tmp_path)
    with anyio.fail_after(120):
        for asked in (read(away), away.write(KEY, pieces(b"x")), away.remove([KEY]), listed(away)):
            with pytest.raises(ByteStoreError, match="the store far cannot be reached"):
                await asked
    away.close()


@pytest.mark.parametrize(
    "changed",
    [{"access_key": SecretStr("nobody")}, {"bucket": "no-such-bucket"}, {"secret_key": SecretStr("x" * 40)}],
)
async def test_what_a_service_refuses_is_told_without_secrets(
    bucket: S3Settings, tmp_path: Path, changed: dict[str, object]
) -> None:
    settings = replace(bucket, **changed)  # type: ignore[arg-type] # fields of it
    wrong = S3Bytes("far", settings, tmp_path)
    with pytest.raises(ByteStoreError, match="the store far refused: ") as caught:
        await wrong.write(KEY, pieces(b"x"))
    told = "".join(traceback.format_exception(caught.value)) + repr(settings)
    for secret in (SECRET, settings.secret_key.get_secret_value(), settings.access_key.get_secret_value()):
        assert secret not in told
    wrong.close()


async def test_what_a_crash_leaves_is_found_and_removed(store: S3Bytes, bucket: S3Settings) -> None:
    dead = Bucket("far", bucket)
    upload = dead.begin(KEY)
    dead.put_part(KEY, upload, 1, BytesIO(b"x" * 5 * MIB))
    assert await listed(store) == [KEY]
    await store.remove([KEY])
    assert dead.unfinished() == []
    assert await listed(store) == []
    dead.close()


async def test_what_is_being_written_here_is_not_taken_for_a_leftover(store: S3Bytes) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield DATA
        assert await listed(store) == []

    await store.write(KEY, slow())
    assert await listed(store) == [KEY]


async def test_only_contents_below_the_prefix_are_ours(store: S3Bytes, bucket: S3Settings) -> None:
    """The sweep removes what is listed and has no row."""
    root = Bucket("far", bucket)
    for name in ("holiday.jpg", "cnt_short", KEY + "x"):
        root.put(name, BytesIO(b"x"))
    above = Bucket("far", replace(bucket, prefix="another/"))
    above.put(KEY, BytesIO(b"x"))
    assert await listed(store) == []
    above.remove(KEY)
    root.close()
    above.close()
