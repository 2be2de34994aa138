"""How far long work is."""

import pytest

from ingle.cli.progress import amount, open_bar


@pytest.mark.parametrize(
    ("done", "total", "unit", "shown"),
    [
        (1 << 20, 4 << 20, "bytes", "1.0 MiB of 4.0 MiB"),
        (1 << 20, 0, "bytes", "1.0 MiB"),
        (0, 0, "bytes", ""),
        (2, 7, "layers", "2 of 7 layers"),
        (2, 0, "packages", ""),
    ],
)
def test_amounts_are_said_as_far_as_they_are_known(done: int, total: int, unit: str, shown: str) -> None:
    assert amount(done, total, unit) == shown


def test_a_log_gets_each_step_once(capfd: pytest.CaptureFixture[str]) -> None:
    with open_bar() as bar:
        for step in ("one", "one", "two"):
            bar.show(step, 0, 0, "bytes")
    assert capfd.readouterr().err == "one\ntwo\n"
