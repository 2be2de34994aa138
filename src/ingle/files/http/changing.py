"""Changing trees."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller
from ingle.edge.routes import post, put
from ingle.files import views
from ingle.files.names import WRITE
from ingle.files.service import FileService
from ingle.wire import files as wire


def routes(files: FileService) -> Sequence[Any]:
    return [*_making(files), *_moving(files), *_removing(files), *_noting(files)]


def _making(files: FileService) -> Sequence[Any]:
    @post("/files/mkdir", scope=WRITE, short=True, status_code=201, summary="Make a directory")
    async def make_file_directory(caller: Caller, data: wire.DirectoryMake) -> Response[wire.FileEntry]:
        place, made = await files.shaping.mkdir(
            caller, data.path, parents=data.parents, exist_ok=data.exist_ok, dedupe=data.dedupe
        )
        return Response(views.place(place), status_code=201 if made else 200)

    @post(
        "/files/shortcut", scope=WRITE, status_code=201, summary="Make an entry that stands for another one"
    )
    async def make_shortcut(caller: Caller, data: wire.ShortcutMake) -> wire.FileEntry:
        return views.place(await files.shaping.shortcut(caller, data.path, data.target, dedupe=data.dedupe))

    return [make_file_directory, make_shortcut]


def _moving(files: FileService) -> Sequence[Any]:
    @post("/files/move", scope=WRITE, status_code=200, summary="Move into a directory")
    async def move_entry(caller: Caller, data: wire.EntryMove) -> wire.FileEntry:
        place = await files.shaping.move(
            caller,
            data.source,
            data.into,
            name=data.name,
            overwrite=data.overwrite,
            dedupe=data.dedupe,
            parents=data.parents,
        )
        return views.place(place)

    @post(
        "/files/copy", scope=WRITE, status_code=201, summary="Copy into a directory, with all that is in it"
    )
    async def copy_entry(caller: Caller, data: wire.EntryMove) -> wire.FileEntry:
        place = await files.shaping.copy(
            caller,
            data.source,
            data.into,
            name=data.name,
            overwrite=data.overwrite,
            dedupe=data.dedupe,
            parents=data.parents,
        )
        return views.place(place)

    @post("/files/rename", scope=WRITE, status_code=200, summary="Give another name")
    async def rename_entry(caller: Caller, data: wire.EntryRename) -> wire.FileEntry:
        return views.place(await files.shaping.rename(caller, data.path, data.name))

    return [move_entry, copy_entry, rename_entry]


def _removing(files: FileService) -> Sequence[Any]:
    @post("/files/remove", scope=WRITE, status_code=204, summary="Remove for ever, without the trash")
    async def remove_entry(caller: Caller, data: wire.EntryRemove) -> None:
        await files.shaping.remove(caller, data.path, recursive=data.recursive)

    @post("/files/trash", scope=WRITE, status_code=200, summary="Put into the trash")
    async def trash_entry(caller: Caller, data: wire.EntryNamed) -> wire.FileEntry:
        return views.place(await files.trash.put(caller, data.path))

    @post("/files/restore", scope=WRITE, status_code=200, summary="Take out of the trash, to where it was")
    async def restore_entry(caller: Caller, data: wire.EntryNamed) -> wire.FileEntry:
        return views.place(await files.trash.restore(caller, data.path))

    @post("/files/trash/empty", scope=WRITE, status_code=200, summary="Remove for ever what is in your trash")
    async def empty_trash(caller: Caller) -> wire.TrashEmptied:
        return wire.TrashEmptied(removed=await files.trash.empty(caller))

    return [remove_entry, trash_entry, restore_entry, empty_trash]


def _noting(files: FileService) -> Sequence[Any]:
    @post(
        "/files/touch", scope=WRITE, status_code=200, summary="Say when it was changed, or make an empty file"
    )
    async def touch_entry(caller: Caller, data: wire.EntryTouch) -> wire.FileEntry:
        at = data.modified_at
        if at is not None and at.tzinfo is None:
            raise InvalidError("a time comes with its time zone", field="modified_at")
        place = await files.shaping.touch(
            caller,
            data.path,
            modified_us=None if at is None else views.microseconds(at),
            parents=data.parents,
        )
        return views.place(place)

    @put("/files/metadata", scope=WRITE, status_code=200, summary="Replace what programs keep with an entry")
    async def set_metadata(caller: Caller, data: wire.EntryMetadata) -> wire.FileEntry:
        return views.place(await files.shaping.set_metadata(caller, data.path, data.metadata))

    return [touch_entry, set_metadata]
