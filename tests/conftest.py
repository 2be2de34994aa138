"""For every test: databases and buckets (see support/stores.py), logs, what is left out unless asked for, and the order of files for several workers."""

import os
import signal
from collections.abc import Iterator

import pytest
import structlog

pytest_plugins = ["support.stores", "support.databases", "support.buckets"]

# A shell's background job ignores SIGINT, what nohup starts SIGHUP, and children inherit that; tests of signals must not depend on how they were started.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# Plain, as daemons log: structlog's own way draws a traceback with all that lies in its frames, and takes longer than most tests.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(),
    ]
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="also the tests that take minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("soak"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("soak")])
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.timeout(0))
    # Files with real machines first: the long ones are over when workers share what is left.
    long = {
        item.path for item in items if {"machine", "browser"} & {mark.name for mark in item.iter_markers()}
    }
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True)
def umask_is_kept() -> Iterator[None]:
    """All tests of a worker share it: one that changes it would be found out by another, far away."""
    before = _umask()
    yield
    after = _umask()
    os.umask(before)
    assert oct(after) == oct(before)


def _umask() -> int:
    found = os.umask(0o022)  # there is no other way to ask
    os.umask(found)
    return found
