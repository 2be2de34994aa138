"""Budgets for the tests of this folder."""

from pathlib import Path

import pytest

from ingle.drivers.rootfs.limits import Budget, Limits


@pytest.fixture
def budget(tmp_path: Path) -> Budget:
    return Budget(Limits(), tmp_path)


@pytest.fixture
def tiny(tmp_path: Path) -> Budget:
    return Budget(Limits(bytes=1 << 20, entries=100), tmp_path)
