"""What the contract does to files, one operation at a time: each takes the fields of a request, or of one operation of a batch, and is one call of
files where it can be. Answers are places, which the doors tell in the shape that they speak."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from ingle.base.errors import IngleError, NotFoundError
from ingle.edge.identity import Caller
from ingle.files import FileService, Place, Terms
from ingle.puter.asked import flag_of, list_of, text_of
from ingle.puter.errors import BadRequestError, told_as
from ingle.puter.selector import is_trash, join, select

Fields = Mapping[str, Any]

_PARENTS = (
    "create_missing_parents",
    "createMissingParents",
    "create_missing_ancestors",
    "createMissingAncestors",
)
WRITING = {"not_a_file": "cannot_overwrite_a_directory", "file_not_found": "dest_does_not_exist"}
_PART = 500  # entries of a directory that is emptied


class Operations:
    def __init__(self, files: FileService) -> None:
        self._files = files

    async def mkdir(self, caller: Caller, fields: Fields) -> Place:
        """A directory that is there already is the answer, unless another name is asked for."""
        path = target_of(fields)
        dedupe = flag_of(fields, "dedupe_name", "dedupeName", "rename")
        with told_as(file_not_found="not_found"):
            place, _ = await self._files.shaping.mkdir(
                caller, path, parents=flag_of(fields, *_PARENTS), exist_ok=not dedupe, dedupe=dedupe
            )
        return place

    async def write(
        self,
        caller: Caller,
        fields: Fields,
        content: AsyncIterator[bytes],
        *,
        media_type: str,
        size: int | None,
    ) -> Place:
        terms = terms_of(fields, media_type)
        with told_as(**WRITING):
            outcome = await self._files.contents.write(caller, target_of(fields), content, terms, size=size)
        return outcome.place

    async def shortcut(self, caller: Caller, fields: Fields) -> Place:
        meant = fields.get("shortcut_to") or fields.get("shortcut_to_uid")
        with told_as(file_not_found="shortcut_target_not_found"):
            return await self._files.shaping.shortcut(
                caller,
                target_of(fields),
                select(meant, of="shortcut_to"),
                dedupe=flag_of(fields, "dedupe_name", "dedupeName", default=True),
            )

    async def copy(self, caller: Caller, fields: Fields) -> Place:
        source, into = _ends(fields)
        try:
            with told_as(directory_into_itself="cannot_copy_directory_into_itself"):
                return await self._files.shaping.copy(caller, source, into, **_terms(fields))
        except NotFoundError as error:
            raise await self._told_which(caller, source, error) from error

    async def move(self, caller: Caller, fields: Fields) -> tuple[Place, str]:
        """Where it is now, and the path that it had. Into the trash it goes as everything goes there, so that it knows its way back."""
        source, into = _ends(fields)
        try:
            old = (await self._files.looking.stat(caller, source)).path
            if is_trash(into, caller.user_name):
                place = await self._files.trash.put(caller, source)
            else:
                place = await self._files.shaping.move(caller, source, into, **_terms(fields))
        except NotFoundError as error:
            raise await self._told_which(caller, source, error) from error
        metadata = fields.get("new_metadata")
        if metadata is not None:
            place = await self._files.shaping.set_metadata(caller, place.entry.id, metadata)
        return place, old

    async def rename(self, caller: Caller, fields: Fields) -> Place:
        with told_as(file_exists="conflict"):
            return await self._files.shaping.rename(
                caller, select(fields), text_of(fields, "new_name", "newName")
            )

    async def remove(self, caller: Caller, fields: Fields) -> list[Place]:
        """What was removed: the paths that are named, or only what is in them."""
        named = list_of(fields, "paths") or [fields]
        recursive = flag_of(fields, "recursive", default=True)
        removed: list[Place] = []
        for each in named:
            path = select(each, of="paths")
            if flag_of(fields, "descendants_only", "descendantsOnly"):
                removed += await self._empty(caller, path)
            else:
                removed.append(await self._remove(caller, path, recursive=recursive))
        return removed

    async def touch(self, caller: Caller, fields: Fields) -> Place:
        return await self._files.shaping.touch(caller, select(fields), parents=flag_of(fields, *_PARENTS))

    async def _remove(self, caller: Caller, path: str, *, recursive: bool) -> Place:
        place = await self._files.looking.stat(caller, path)
        await self._files.shaping.remove(caller, place.entry.id, recursive=recursive)
        return place

    async def _empty(self, caller: Caller, path: str) -> list[Place]:
        if is_trash(path, caller.user_name):
            await self._files.trash.empty(caller)
            return []
        removed: list[Place] = []
        while True:
            found = await self._files.looking.contents(caller, path, limit=_PART)
            removed += [await self._remove(caller, entry.id, recursive=True) for entry in found.items]
            if found.cursor is None:
                return removed

    async def _told_which(self, caller: Caller, source: str, error: IngleError) -> IngleError:
        """Of a copy or a move, what is not there: where it comes from, or where it goes."""
        (place,) = await self._files.looking.stat_many(caller, [source])
        error.code = "source_does_not_exist" if place is None else "dest_does_not_exist"
        return error


def terms_of(fields: Fields, media_type: str) -> Terms:
    """Under which a file is written."""
    overwrite = flag_of(fields, "overwrite")
    dedupe = not overwrite and flag_of(fields, "dedupe_name", "dedupeName", default=True)
    return Terms(
        media_type=media_type,
        new=not overwrite and not dedupe,
        dedupe=dedupe,
        parents=flag_of(fields, *_PARENTS),
    )


def target_of(fields: Fields) -> str:
    """What is to be made: `path` with `parent` above it, `path` with `name` in it, or `path` alone. Raises BadRequestError."""
    path, parent, name = fields.get("path"), fields.get("parent"), fields.get("name")
    if parent is not None:
        return join(select(parent, of="parent"), text_of(fields, "path", "name"))
    if isinstance(name, str) and name:
        return join(select(path, of="path"), name)
    if not isinstance(path, str):
        raise BadRequestError("path says where it is to be", key="path")
    return select(path)


def _ends(fields: Fields) -> tuple[str, str]:
    return select(fields.get("source"), of="source"), select(fields.get("destination"), of="destination")


def _terms(fields: Fields) -> dict[str, Any]:
    return {
        "name": text_of(fields, "new_name", "newName"),
        "overwrite": flag_of(fields, "overwrite"),
        "dedupe": flag_of(fields, "dedupe_name", "dedupeName"),
        "parents": flag_of(fields, *_PARENTS),
    }
