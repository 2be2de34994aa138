"""Images become ready while somebody watches."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingle.sdk.errors import FailedError, InvalidError, NotFoundError
from ingle.sdk.sync.client import Ingle
from support.standin.server import StandIn

if TYPE_CHECKING:
    from ingle.wire.images import ImageProgress


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingle.sdk.images._LOOK_AGAIN_SECONDS", 0.02)


def test_an_image_is_waited_for_step_by_step(ingle: Ingle) -> None:
    steps: list[ImageProgress] = []
    image = ingle.images.create("busybox", packages=["nano"])
    assert image.state == "preparing"
    image.wait(steps.append)
    assert (image.state, [step.done for step in steps]) == ("ready", [50])


def test_a_failure_is_raised_with_its_reason(ingle: Ingle, daemon: StandIn) -> None:
    daemon.world.image_error = "no space left"
    with pytest.raises(FailedError, match="no space left") as failed:
        ingle.images.pull("localhost:5000/team/app:v1").wait()
    assert failed.value.code == "image_failed"


def test_names_with_slashes_and_colons_are_names(ingle: Ingle) -> None:
    name = "localhost:5000/team/app:v1"
    ingle.images.pull(name).wait()
    image = ingle.images.get(name)
    assert image.name == name
    image.remove()
    with pytest.raises(NotFoundError):
        ingle.images.get(name)
    assert [one.name for one in ingle.images.list()] == ["debian"]


def test_an_archive_is_sent_as_it_is_read(ingle: Ingle, daemon: StandIn, tmp_path: Path) -> None:
    archive = tmp_path / "app.tar"
    archive.write_bytes(bytes(range(256)) * 5000)
    ingle.images.import_file(archive, "app").wait()
    assert daemon.world.imported == archive.read_bytes()
    with pytest.raises(InvalidError, match="cannot read"):
        ingle.images.import_file(tmp_path / "none", "app")


def test_a_machine_is_saved_as_an_image(ingle: Ingle) -> None:
    image = ingle.images.save("one", "kept")
    image.wait()
    assert (image.name, image.details.source) == ("kept", "machine")
    with pytest.raises(NotFoundError):
        ingle.images.save("nobody", "kept")
