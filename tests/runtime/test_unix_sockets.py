import os
import socket
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


async def test_an_open_file_goes_with_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("content")
    near, far = socket.socketpair()
    async with await unix_sockets.wrap(near) as stream:
        with (tmp_path / "file").open("rb") as file:
            unix_sockets.send_with(stream, b"here", file.fileno())
        data, (descriptor,), _, _ = socket.recv_fds(far, 100, 1)
        await stream.send(b"more")
        assert (data, far.recv(100)) == (b"here", b"more")
        with os.fdopen(descriptor) as arrived:
            assert arrived.read() == "content"
    far.close()


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
