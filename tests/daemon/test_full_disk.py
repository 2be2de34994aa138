"""The disk that files are kept on is full: who sends is told so, nothing of it stays, and it goes on once there is room."""

from pathlib import Path

import pytest

from support.daemons import living
from support.small_disks import small_disk

pytestmark = pytest.mark.local_stores

LARGE = b"x" * (1 << 20)


async def test_what_does_not_fit_on_the_disk_is_refused_until_there_is_room(tmp_path: Path) -> None:
    files = tmp_path / "house" / "files"
    files.mkdir(parents=True)
    with small_disk(files, "2m") as small:
        if not small:
            pytest.skip("only root can make a small disk")
        filler = files / "of-others"
        filler.write_bytes(LARGE + LARGE[: len(LARGE) // 2])
        async with living(tmp_path / "house") as daemon, daemon.served.operator() as operator:
            operator.base_url = "http://ingle/api/v1/"
            refused = await operator.put("files", params={"path": "~/large"}, content=LARGE)
            assert (refused.status_code, refused.json()["code"]) == (507, "byte_store_full")
            assert "is full, so nothing was kept" in refused.json()["detail"]
            assert (await operator.get("files/stat", params={"path": "~/large"})).status_code == 404
            assert [path for path in files.rglob("*") if path.is_file()] == [filler]

            assert (await operator.put("files", params={"path": "~/small"}, content=b"small")).is_success
            filler.unlink()
            assert (await operator.put("files", params={"path": "~/large"}, content=LARGE)).is_success
            assert (await operator.get("files", params={"path": "~/large"})).content == LARGE
