"""Logs: one form for ours and the libraries', nothing secret in them."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from ingle.runtime.log import set_up_logging


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    before = structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


def fail() -> None:
    hunter2 = "the secret"
    raise ValueError(f"of {len(hunter2)} letters")


def test_events_are_json_with_their_facts(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("info", "json")
    structlog.get_logger().info("machine_started", machine="mch_1")
    structlog.get_logger().debug("too_quiet")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["machine"], line["level"]) == ("machine_started", "mch_1", "info")
    assert line["timestamp"].endswith("Z")


def test_libraries_warnings_have_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("info", "json")
    logging.getLogger("some.library").warning("look out")
    logging.getLogger("uvicorn.error").info('"WebSocket /x?token=secret" [accepted]')
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"]) == ("look out", "warning")


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_traceback_shows_no_values(capsys: pytest.CaptureFixture[str], form: str) -> None:
    set_up_logging("info", form)  # type: ignore[arg-type] # one of both
    try:
        fail()
    except ValueError as error:
        structlog.get_logger().error("request_failed", exc_info=error)
    told = capsys.readouterr().err
    assert "of 10 letters" in told
    assert "the secret" not in told.replace('hunter2 = "the secret"', "").replace(
        'hunter2 = \\"the secret\\"', ""
    )
