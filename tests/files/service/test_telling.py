"""Who hears of a change: whoever may see the entry at that moment, and nobody else."""

from contextlib import closing

import anyio
import pytest

from ingle.accounts import Holder, HolderKind, Mode, store
from ingle.accounts.names import EVERYONE
from ingle.base.clock import SystemClock
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database, make_engine
from ingle.runtime.outbox import Outbox
from support.trees import ANN, BOB, Grove, counted_queries, share


def told(grove: Grove) -> list[tuple[str, str, str]]:
    """What Bob hears: the kind, the path, and the old one."""
    return [(kind, change.entry.path, change.old_path) for kind, change in grove.facts(BOB)]


@pytest.fixture
async def shared(grove: Grove) -> Grove:
    """Bob may see what is in Documents/ours."""
    await grove.write("~/Documents/ours/deep/a", parents=True)
    await grove.write("~/Documents/mine")
    await share(grove, "~/Documents/ours")
    assert told(grove) == []
    return grove


async def test_changes_deep_in_what_is_shared_are_heard_and_others_are_not(shared: Grove) -> None:
    await shared.write("~/Documents/ours/deep/a", b"new")
    await shared.write("~/Documents/mine", b"new")
    await shared.files.shaping.remove(ANN, "~/Documents/ours/deep/a")
    path = "/ann/Documents/ours/deep/a"
    assert told(shared) == [("updated", path, ""), ("removed", path, "")]
    assert len(shared.facts()) == 4 + 3  # Ann hears of all, also of what was before


async def test_a_move_is_told_as_far_as_it_is_seen(shared: Grove) -> None:
    move = shared.files.shaping.move
    await move(ANN, "~/Documents/ours/deep/a", "~/Documents/ours")
    await move(ANN, "~/Documents/ours/a", "~/Pictures", name="secret")
    await move(ANN, "~/Documents/mine", "~/Documents/ours")
    await shared.files.trash.put(ANN, "~/Documents/ours/mine")
    ours = "/ann/Documents/ours"
    assert told(shared) == [
        ("moved", f"{ours}/a", f"{ours}/deep/a"),
        ("removed", f"{ours}/a", ""),
        ("added", f"{ours}/mine", ""),
        ("removed", f"{ours}/mine", ""),
    ]
    assert [change.old_path != "" for kind, change in shared.facts() if kind == "moved"] == [True] * 4


async def test_the_removal_of_the_very_thing_is_heard_and_its_grants_go(shared: Grove) -> None:
    entry = (await shared.files.looking.stat(ANN, "~/Documents/ours")).entry.id
    await shared.files.shaping.remove(ANN, "~/Documents/ours", recursive=True)
    assert told(shared) == [("removed", "/ann/Documents/ours", "")]
    assert shared.db.read_now(lambda c: store.grants_on(c, "entry", [entry])) == []


async def test_grants_below_a_removed_directory_are_swept(grove: Grove) -> None:
    await grove.write("~/Documents/deep/a", parents=True)
    await share(grove, "~/Documents/deep/a")
    await grove.write("~/stays")
    kept = await share(grove, "~/stays")
    await grove.files.shaping.remove(ANN, "~/Documents/deep", recursive=True)
    await grove.keeper.tidy()
    left = grove.db.read_now(
        lambda c: store.grants_by(c, ANN.user_id, kind="", to=list(HolderKind), after=None, limit=9)
    )
    assert [grant.id for grant in left] == [kept]


async def test_what_lies_deep_is_heard_by_those_who_have_something_far_above(shared: Grove) -> None:
    """More steps than one statement has places for, at either side of a power of two."""
    for depth in (5, 6, 13, 14, 30):
        path = "/".join(["ours", *map(str, range(depth))])
        await shared.write(f"~/Documents/{path}/a", parents=True)
        assert told(shared)[-1] == ("added", f"/ann/Documents/{path}/a", "")


async def test_after_the_end_of_a_grant_nothing_is_heard(shared: Grove) -> None:
    grant = await share(shared, "~/Documents/mine")
    await shared.write("~/Documents/mine", b"1")
    shared.db.write_now(lambda c: store.remove_grant(c, grant))
    await shared.write("~/Documents/mine", b"2")
    assert told(shared) == [("updated", "/ann/Documents/mine", "")]


async def test_what_somebody_else_writes_is_heard_by_its_owner(shared: Grove) -> None:
    await share(shared, "~/Documents/ours", mode=Mode.WRITE)
    await shared.write("/ann/Documents/ours/b", caller=BOB)
    assert shared.facts()[-1][1].entry.name == "b"
    assert [kind for kind, *_ in told(shared)] == ["added"]


async def test_what_everyone_may_see_is_told_to_everyone(grove: Grove) -> None:
    await share(grove, "~/Public", Holder(HolderKind.GROUP, EVERYONE))
    await grove.write("~/Public/a")
    assert told(grove) == [("added", "/ann/Public/a", "")]


async def test_who_hears_costs_one_query_where_nothing_is_shared_and_two_elsewhere(shared: Grove) -> None:
    for path, queries in (("~/Pictures/a", 1), ("~/Documents/ours/b", 1)):
        await shared.write(path)
        with counted_queries(shared.db) as seen:
            await shared.write(path, b"2")
            assert len([text for text in seen() if "grants" in text]) == queries
    await share(shared, "~/Documents/ours", Holder(HolderKind.GROUP, EVERYONE))
    with counted_queries(shared.db) as seen:
        await shared.write("~/Documents/ours/b", b"3")
        assert len([text for text in seen() if "grants" in text or "group_members" in text]) == 2


async def test_another_process_hears_of_it(shared: Grove) -> None:
    clock = SystemClock()
    with closing(Database(make_engine(shared.db.engine.url.render_as_string(hide_password=False)))) as db:
        other = Outbox(db=db, bus=Bus(clock), clock=clock)
        async with other.following(), other.hear(BOB.user_id, lambda _: True) as heard:
            await shared.write("~/Documents/ours/deep/a", b"new")
            with anyio.fail_after(60):
                assert (await anext(heard.facts)).type == "file.updated"
