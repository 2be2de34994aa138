"""What the images' store keeps, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingle.images import store
from ingle.images.errors import ImageNameTakenError
from ingle.images.model import Image, ImageConfig, Root, Source, State
from ingle.images.names import ImageId
from ingle.runtime.db import Database

NOW = datetime(2026, 3, 29, 1, 30, 15, 123456, tzinfo=UTC)
ROOT = Root(
    ImageConfig(
        entrypoint=("/init", "--x"),
        cmd=("a b",),
        env={"A": "ü", "B": ""},
        user="1:2",
        working_dir="/srv",
        exposed_ports=("80/tcp",),
        volumes=("/v",),
        labels={"k": "v"},
        stop_signal="SIGINT",
    ),
    "amd64",
    "sha256:" + "ab" * 32,
    5_000_000_000,
    "sha256:" + "cd" * 32,
)


def image(number: int, name: str, *, owner: str = "usr_ann") -> Image:
    return Image(
        ImageId(f"img_{number:026}"), owner, name, State.PREPARING, Source.REGISTRY, "docker.io/x:y", NOW
    )


def add(db: Database, *images: Image) -> None:
    for one in images:
        db.write_now(lambda c, one=one: store.add(c, one))


def test_an_image_comes_back_as_it_went_in_by_id_and_by_name(db: Database) -> None:
    one = image(1, "nginx")
    add(db, one)
    for reference in (one.id, "nginx", "nginx:latest", "docker.io/library/nginx"):
        assert db.read_now(lambda c, reference=reference: store.find(c, "usr_ann", reference)) == one
    assert db.read_now(lambda c: store.find(c, "usr_ann", "nginx:1")) is None


def test_finishing_keeps_the_whole_root(db: Database) -> None:
    one = image(1, "nginx")
    add(db, one)
    ready = replace(one, state=State.READY, root=ROOT)
    assert db.write_now(lambda c: store.finish(c, ready))
    assert db.read_now(lambda c: store.find(c, "usr_ann", one.id)) == ready
    assert db.read_now(store.ready_ids) == [one.id]


def test_only_one_that_is_being_made_can_be_finished(db: Database) -> None:
    one = image(1, "x")
    assert not db.write_now(lambda c: store.finish(c, replace(one, state=State.READY, root=ROOT)))
    add(db, one)
    assert db.write_now(lambda c: store.finish(c, replace(one, state=State.FAILED, error="no")))
    assert not db.write_now(lambda c: store.finish(c, replace(one, state=State.READY, root=ROOT)))


def test_a_name_is_one_owners_once(db: Database) -> None:
    add(db, image(1, "x"), image(2, "x", owner="usr_bob"))
    with pytest.raises(ImageNameTakenError):
        add(db, image(3, "x"))
    assert db.read_now(lambda c: store.find(c, "usr_bob", image(1, "x").id)) is None


def test_by_its_id_it_is_found_whoevers_it_is(db: Database) -> None:
    one = image(1, "x")
    add(db, one)
    assert db.read_now(lambda c: store.get(c, one.id)) == one
    assert db.read_now(lambda c: store.get(c, image(2, "x").id)) is None


def test_lists_are_the_owners_in_pages(db: Database) -> None:
    add(db, *(image(number, f"i{number}") for number in range(5)), image(9, "other", owner="usr_bob"))
    first = db.read_now(lambda c: store.list_images(c, "usr_ann", after=None, limit=3))
    rest = db.read_now(lambda c: store.list_images(c, "usr_ann", after=first.cursor, limit=3))
    assert [one.name for one in (*first.items, *rest.items)] == [f"i{number}" for number in range(5)]
    assert rest.cursor is None


def test_what_was_being_made_fails_and_the_rest_stays(db: Database) -> None:
    one, two = image(1, "one"), image(2, "two")
    add(db, one, two)
    db.write_now(lambda c: store.finish(c, replace(two, state=State.READY, root=ROOT)))
    assert db.write_now(lambda c: store.fail_unfinished(c, "interrupted")) == 1
    found = db.read_now(lambda c: store.find(c, "usr_ann", "one"))
    assert found == replace(one, state=State.FAILED, error="interrupted")


def test_removed_is_gone(db: Database) -> None:
    add(db, image(1, "x"))
    db.write_now(lambda c: store.remove(c, image(1, "x").id))
    assert db.read_now(lambda c: store.find(c, "usr_ann", "x")) is None
