"""The SDK as it is served."""

from pathlib import Path

import pytest

from ingle.puter.sdk import origin_of, prologue, script


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:4747", "http://localhost:4747"),
        ("192.168.1.2", "http://192.168.1.2"),
        ("[::1]:4747", "http://[::1]:4747"),
        ('x";alert(1)//', ""),
        ("", ""),
        ("a:123456", ""),
    ],
)
def test_only_a_host_becomes_an_origin(host: str, origin: str) -> None:
    assert origin_of("http", host) == origin


def test_the_file_follows_a_line_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "puter.js"
    file.write_text("made by others")
    served = script(file, "http://here")
    assert served.plain.decode() == prologue("http://here") + "made by others"
    assert '"http://here"' in served.plain.decode()
    file.write_text("made by others again")
    assert script(file, "http://here").tag != served.tag
