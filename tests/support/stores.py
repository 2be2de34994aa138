"""Where the daemons of a run keep what they are told (`--stores`): each in its own data directory, or all in PostgreSQL and S3 (support/far_stores.py).

Whoever starts a daemon asks for the place that goes with its data directory, and the next one there is given the same. Tests that are about SQLite or the disk
themselves are marked `local_stores`; where they are left out, the run says so at its end.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any, Protocol

import pytest

from ingle.files import FileSettings
from ingle.files.settings import S3Settings

SQLITE_DISK, POSTGRESQL_S3 = "sqlite+disk", "postgresql+s3"


@dataclass(frozen=True)
class Place:
    """What goes with a data directory; with nothing said, everything lies in there."""

    database_url: str = ""
    stores: Mapping[str, S3Settings] = field(default_factory=dict)

    def settings(self, told: Mapping[str, object]) -> dict[str, object]:
        """A daemon's, with what its test says, which wins."""
        settings = {**told, "database_url": told.get("database_url") or self.database_url}
        if self.stores:
            files = told.get("files", FileSettings())
            assert isinstance(files, FileSettings)
            settings["files"] = replace(files, stores={**self.stores, **files.stores})
        return settings

    def environment(self) -> dict[str, str]:
        """The same for a daemon that is a process."""
        variables = {"INGLE_DATABASE_URL": self.database_url} if self.database_url else {}
        for name, store in self.stores.items():
            told = {
                "BUCKET": store.bucket,
                "ENDPOINT": store.endpoint,
                "PREFIX": store.prefix,
                "ACCESS_KEY": store.access_key.get_secret_value(),
                "SECRET_KEY": store.secret_key.get_secret_value(),
            }
            variables |= {f"INGLE_FILES__STORES__{name.upper()}__{key}": told[key] for key in told}
        return variables


class Lender(Protocol):
    def lend(self, data_dir: Path, until: Callable[[], bool]) -> Place:
        """The same place for a data directory as long as one of those who asked needs it; `until`: whether this one no longer does."""
        ...


class _DataDirectories:
    """Satisfies Lender with what every data directory is anyway."""

    def lend(self, data_dir: Path, until: Callable[[], bool]) -> Place:
        return Place()


_lenders: list[Lender] = [_DataDirectories()]


def lend(data_dir: Path, until: Callable[[], bool]) -> Place:
    """As this run was told."""
    return _lenders[-1].lend(data_dir, until)


@contextmanager
def staying(data_dir: Path) -> Iterator[Place]:
    """`lend`, for as long as the context lasts."""
    left = Event()
    try:
        yield lend(data_dir, until=left.is_set)
    finally:
        left.set()


@contextmanager
def lending(lender: Lender) -> Iterator[None]:
    """While the context lasts it is this one who is asked."""
    _lenders.append(lender)
    try:
        yield
    finally:
        _lenders.remove(lender)


def are_far(config: pytest.Config) -> bool:
    return bool(config.getoption("stores") == POSTGRESQL_S3)


# --- what pytest calls ------------------------------------------------------------------------------------------------

_LEFT_OUT = pytest.StashKey[set[str]]()  # ids of tests


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--stores",
        choices=[SQLITE_DISK, POSTGRESQL_S3],
        default=SQLITE_DISK,
        help="where daemons and services keep their databases and the bytes of files (default: %(default)s)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_LEFT_OUT] = set()
    if are_far(config):
        config.pluginmanager.import_plugin("support.far_stores")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not are_far(config):
        return
    local = [item for item in items if item.get_closest_marker("local_stores")]
    config.hook.pytest_deselected(items=local)
    config.stash[_LEFT_OUT] = {item.nodeid for item in local}
    items[:] = [item for item in items if item not in set(local)]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What a worker of several has left out, the run tells."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = sorted(session.config.stash[_LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    node.config.stash[_LEFT_OUT] |= set(getattr(node, "workeroutput", {}).get("left_out", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    left = config.stash[_LEFT_OUT]
    if not left:
        return
    files = Counter(test.partition("::")[0] for test in left)
    named = ", ".join(f"{file} ({number})" for file, number in sorted(files.items()))
    terminalreporter.write_line(f"left out, for they are about SQLite or the disk: {len(left)} of {named}")
