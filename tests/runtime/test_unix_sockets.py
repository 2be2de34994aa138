import stat
from pathlib import Path

import anyio
import pytest

from ingle.runtime import unix_sockets


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    return folder / "agent.sock"


async def test_a_path_of_any_length_works(deep: Path) -> None:
    with unix_sockets.listen(deep) as listener:
        assert stat.S_IMODE(deep.stat().st_mode) == 0o600
        async with await unix_sockets.connect(deep) as client:
            accepted, _ = listener.accept()
            accepted.sendall(b"hello")
            accepted.close()
            assert await client.receive() == b"hello"
            with pytest.raises(anyio.EndOfStream):
                await client.receive()


async def test_what_a_dead_process_left_is_replaced(deep: Path) -> None:
    unix_sockets.listen(deep).close()
    with pytest.raises(OSError, match="refused"):
        await unix_sockets.connect(deep)
    with unix_sockets.listen(deep):
        await (await unix_sockets.connect(deep)).aclose()


async def test_nothing_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await unix_sockets.connect(tmp_path / "none.sock")
    with pytest.raises(FileNotFoundError):
        await unix_sockets.connect(tmp_path / "no-folder" / "none.sock")
