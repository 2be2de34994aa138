"""What is made from the code."""

from pathlib import Path

import pytest

from ingle.daemon import generated
from ingle.daemon.directory import directory_page
from ingle.daemon.reference import settings_page
from ingle.daemon.settings import Settings


def test_the_files_in_the_tree_are_current() -> None:
    stale = [name for name, make in generated.FILES.items() if (generated.TREE / name).read_text() != make()]
    assert stale == [], "run scripts/generate"


def test_every_setting_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    page = settings_page()
    for name in Settings.model_fields:
        assert f"`{name}" in page
    assert (
        "| `machines.timeouts.boot` | `INGLE_MACHINES__TIMEOUTS__BOOT` | seconds | `120` | from the VMM's start"
        in page
    )
    assert '| `engine` | `INGLE_ENGINE` | `auto` or `qemu` or `fake` | `"auto"` |' in page


def test_every_endpoint_scope_and_event_is_told() -> None:
    page = directory_page()
    assert "| `GET /machines/{machine}` | `machines:read` | Look at a machine, by name or id |" in page
    assert "| `WS /events` | `events:read` |" in page
    assert "| `metrics:read` | read the daemon's metrics | admins |" in page
    assert "| `machine.changed` |" in page


def test_a_stale_file_is_named_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generated, "TREE", tmp_path)
    monkeypatch.setattr(generated, "FILES", {"docs/page.md": lambda: "new\n"})
    assert generated.main(["--check"]) == 1
    assert capsys.readouterr().out == "docs/page.md is not current: scripts/generate\n"
    assert generated.main([]) == 0
    assert (tmp_path / "docs/page.md").read_text() == "new\n"
    assert generated.main(["--check"]) == 0
