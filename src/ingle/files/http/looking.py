"""Looking at trees."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar.params import QueryParameter

from ingle.base.paging import DEFAULT_LIMIT
from ingle.base.units import MIB
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit
from ingle.edge.routes import get, post
from ingle.files import views
from ingle.files.http.arguments import Path
from ingle.files.names import READ
from ingle.files.service import FileService
from ingle.files.service.looking import MAX_AT_ONCE, MAX_WALKED
from ingle.files.store.entries import Sort
from ingle.wire import files as wire

Order = Annotated[Sort, QueryParameter(description="what the list is in the order of")]
Descending = Annotated[bool, QueryParameter(description="the largest, newest or last first")]
Total = Annotated[bool, QueryParameter(description="say also how many there are in all")]
Depth = Annotated[int, QueryParameter(ge=1, le=100, description="how many levels down")]
Many = Annotated[int, QueryParameter(ge=1, le=MAX_WALKED, description="how many at most")]
Found = Annotated[int, QueryParameter(ge=1, le=MAX_AT_ONCE, description="how many at most")]
Text = Annotated[str, QueryParameter(max_length=255, description="words that are in the name")]
Under = Annotated[
    str | None, QueryParameter(description="the directory to search in; default: all that is yours")
]
After = Annotated[
    int | None,
    QueryParameter(ge=0, description="the number to go on from; without it only the present one is told"),
]


def routes(files: FileService) -> Sequence[Any]:
    return [*_single(files), *_lists(files), *_whole(files)]


def _single(files: FileService) -> Sequence[Any]:
    @get("/files/stat", scope=READ, short=True, summary="What a path or an id is")
    async def stat_entry(caller: Caller, path: Path) -> wire.FileEntry:
        return views.place(await files.looking.stat(caller, path))

    @post("/files/stat", scope=READ, status_code=200, summary="What each of many is")
    async def stat_entries(caller: Caller, data: wire.FileReferences) -> wire.FilesFound:
        found = await files.looking.stat_many(caller, data.paths)
        return wire.FilesFound(items=[None if one is None else views.place(one) for one in found])

    return [stat_entry, stat_entries]


def _lists(files: FileService) -> Sequence[Any]:
    @get("/files/list", scope=READ, short=True, summary="What a directory holds")
    async def list_directory(
        caller: Caller,
        path: Path,
        sort: Order = "name",
        descending: Descending = False,
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
        total: Total = False,
    ) -> wire.FileEntries:
        found = await files.looking.contents(
            caller, path, sort=sort, descending=descending, cursor=cursor, limit=limit, total=total
        )
        return wire.FileEntries(
            items=views.children(found.place.path, found.items), cursor=found.cursor, total=found.total
        )

    @get("/files/walk", scope=READ, summary="What a directory and those in it hold, higher levels first")
    async def walk_directory(
        caller: Caller, path: Path, depth: Depth = 100, limit: Many = MAX_WALKED
    ) -> wire.FileTree:
        walked = await files.looking.walk(caller, path, depth=depth, limit=limit)
        top = walked.place.path
        return wire.FileTree(
            items=[views.entry(one, f"{top}/{below}") for below, one in walked.items],
            complete=not walked.more,
        )

    @get("/files/search", scope=READ, summary="Find files and directories by words in their names")
    async def search_names(
        caller: Caller, text: Text, under: Under = None, limit: Found = DEFAULT_LIMIT
    ) -> wire.FileEntries:
        found = await files.searching.names(caller, text, under=under, limit=limit)
        return wire.FileEntries(items=[views.entry(one, path) for path, one in found])

    @get("/files/search/contents", scope=READ, summary="Find files by words in what they say")
    async def search_contents(
        caller: Caller, text: Text, under: Under = None, limit: Found = DEFAULT_LIMIT
    ) -> wire.TextsFound:
        found = await files.searching.contents(caller, text, under=under, limit=limit)
        return wire.TextsFound(items=[views.text_found(one) for one in found])

    return [list_directory, walk_directory, search_names, search_contents]


def _whole(files: FileService) -> Sequence[Any]:
    @get("/files/usage", scope=READ, summary="How much your files take, and may")
    async def show_usage(caller: Caller) -> wire.StorageUsed:
        tree, limit_mib = await files.looking.usage(caller)
        return wire.StorageUsed(used_bytes=tree.used_bytes, limit_bytes=limit_mib * MIB, entries=tree.entries)

    @get("/files/changes", scope=READ, summary="What happened in your tree since then")
    async def list_changes(
        caller: Caller, after: After = None, limit: Limit = DEFAULT_LIMIT
    ) -> wire.FileChanges:
        happened = await files.history.since(caller, after, limit=limit)
        return wire.FileChanges(
            items=[views.change(one) for one in happened.items], number=happened.number, more=happened.more
        )

    return [show_usage, list_changes]
