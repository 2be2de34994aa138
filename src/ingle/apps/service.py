"""What people and programs do with apps: one method per use case."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingle.accounts import Access, Mode
from ingle.apps import events, policy, store, views
from ingle.apps.errors import AppNameTakenError, AppNotFoundError, AppsFullError
from ingle.apps.model import App, Icon, Seen, Visibility
from ingle.apps.names import APP
from ingle.apps.ports import AppTokens, Makers
from ingle.apps.settings import AppSettings
from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.base.paging import Page
from ingle.edge.identity import Caller
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database, lock

LAUNCHER_LIMIT = 50  # of each kind that a launcher offers
SUGGESTED_LIMIT = 20


@dataclass(frozen=True)
class Fields:
    """What is said about an app; None: it stays, or is the default."""

    name: str | None = None
    index_url: str | None = None
    title: str | None = None
    description: str | None = None
    icon: str | None = None  # a data: URL
    types: Sequence[str] | None = None
    visibility: Visibility | None = None
    maximize_on_start: bool | None = None
    background: bool | None = None
    metadata: dict[str, Any] | None = None


@dataclass(frozen=True)
class Launchers:
    recent: Sequence[Seen]
    installed: Sequence[Seen]
    recommended: Sequence[Seen]


class Apps:
    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        random: RandomBytes,
        bus: Bus,
        tokens: AppTokens,
        access: Access,
        makers: Makers,
        settings: AppSettings,
    ) -> None:
        self._db = db
        self._clock = clock
        self._random = random
        self._bus = bus
        self._tokens = tokens
        self._access = access
        self._makers = makers
        self._settings = settings

    # --- apps themselves ------------------------------------------------------------------------------------------

    async def create(self, caller: Caller, fields: Fields, *, dedupe_name: bool = False) -> Seen:
        """Raises AppInvalidError, AppNameTakenError, AppsFullError, ListingDeniedError."""
        bare = self._new_app(fields.name or "", owner=caller.user_id, visibility=Visibility.PRIVATE)
        app, icon = _described(bare, replace(fields, index_url=fields.index_url or "")), _icon_of(fields)
        app = replace(
            app,
            visibility=policy.check_visibility(app.visibility, None, admin=caller.admin),
            has_icon=icon is not None,
        )
        made = await self._db.write(lambda c: self._add(c, app, icon, dedupe_name=dedupe_name))
        await self._tell(Seen(made), made.owner)
        return Seen(made, people=0, opens=0)

    async def update(self, caller: Caller, reference: str, fields: Fields) -> Seen:
        """By its owner, an admin, or whoever was granted to write it. Raises AppNotFoundError, AppInvalidError, AppNameTakenError, ListingDeniedError."""
        icon = _icon_of(fields)

        def change(connection: store.Connection) -> Seen:
            seen = self._changeable(connection, caller, reference)
            app = replace(_described(seen.app, fields), updated_at=self._clock.now())
            policy.check_visibility(app.visibility, seen.app.visibility, admin=caller.admin)
            app = replace(app, has_icon=seen.app.has_icon if fields.icon is None else icon is not None)
            store.change(connection, app, icon, keep_icon=fields.icon is None)
            return replace(seen, app=app)

        changed = await self._db.write(change)
        await self._tell(Seen(changed.app), changed.app.owner)
        return changed

    async def remove(self, caller: Caller, reference: str) -> None:
        """And every way in that it has for people. Raises AppNotFoundError."""

        def remove(connection: store.Connection) -> App:
            app = self._changeable(connection, caller, reference).app
            store.remove(connection, app.id)
            self._access.forget(connection, [app.id])
            return app

        app = await self._db.write(remove)
        await self._tokens.end_for_app(app.id)
        self._bus.publish(events.REMOVED, owner=app.owner, subject=app.id)

    async def get(self, caller: Caller, reference: str) -> Seen:
        """By name or id. Raises AppNotFoundError."""
        return await self._db.read(lambda c: self._findable(c, caller, reference))

    async def icon(self, caller: Caller, reference: str) -> Icon:
        """Raises AppNotFoundError, also when it has none."""

        def read(connection: store.Connection) -> Icon | None:
            return store.icon_of(connection, self._findable(connection, caller, reference).app.id)

        icon = await self._db.read(read)
        if icon is None:
            raise AppNotFoundError(reference)
        return icon

    async def icons(self, found: Collection[Seen]) -> Mapping[str, Icon]:
        """Of apps that the caller was just shown, by their ids; who has none is missing."""
        wanted = [seen.app.id for seen in found if seen.app.has_icon]
        return await self._db.read(lambda c: store.icons_of(c, wanted)) if wanted else {}

    async def makers(self, found: Collection[Seen]) -> Mapping[str, str]:
        """What those are called whose apps these are, by their ids. Whoever may find an app may know who made it: they decide by it whether to trust it."""
        owners = {seen.app.owner for seen in found if seen.app.owner}
        return await self._db.read(lambda c: self._makers.names(c, owners)) if owners else {}

    async def is_available(self, name: str) -> bool:
        """Raises AppInvalidError for what can be no name."""
        policy.check_name(name)
        return not await self._db.read(lambda c: store.is_taken(c, name))

    async def by_origin(self, caller: Caller, origin: str) -> Seen:
        """The app that pages of this origin are; made when nobody asked before. Raises AppInvalidError."""
        shown = policy.origin_of(origin)
        found = await self._db.read(lambda c: store.find_origin(c, shown, caller.user_id))
        if found is not None:
            return found
        bare = self._new_app(visibility=Visibility.UNLISTED)
        app = replace(bare, title=shown.partition("://")[2], index_url=shown, origin=shown)

        def add(connection: store.Connection) -> Seen:
            lock(connection, f"app of {shown}")
            there = store.find_origin(connection, shown, caller.user_id)
            if there is None:
                store.add(connection, app, None)
            return there or Seen(app)

        return await self._db.write(add)

    async def provide(self, fields: Fields) -> App:
        """Put an app of the house's own, or of an extension, before everybody; it belongs to no person, and its page lies on this host.

        Raises AppInvalidError, and AppNameTakenError when the name is a person's app's.
        """
        bare = replace(
            self._new_app(fields.name or "", visibility=Visibility.LISTED), index_url=fields.index_url or ""
        )
        name, icon = bare.name, _icon_of(fields)
        app = replace(_described(bare, replace(fields, index_url=None)), has_icon=icon is not None)

        def put(connection: store.Connection) -> App:
            lock(connection, "apps that are provided")
            there = store.find(connection, name, "")
            if there is None:
                store.add(connection, app, icon)
                return app
            if there.app.owner or there.app.origin:
                raise AppNameTakenError(name)
            same = replace(app, id=there.app.id, created_at=there.app.created_at)
            store.change(connection, same, icon, keep_icon=False)
            return same

        return await self._db.write(put)

    async def withdraw(self, *, all_but: Collection[str]) -> None:
        """Nobody is offered provided apps any more but those of these ids; what people had of the others waits for their return."""
        await self._db.write(lambda c: store.hide_provided(c, all_but=all_but))

    # --- lists ----------------------------------------------------------------------------------------------------

    async def list(self, caller: Caller, *, after: str | None, limit: int) -> Page[Seen]:
        """The caller's own."""
        return await self._db.read(lambda c: store.owned_by(c, caller.user_id, after=after, limit=limit))

    async def count(self, caller: Caller) -> int:
        """How many the caller has."""
        return await self._db.read(lambda c: store.count_of(c, caller.user_id))

    async def people(self, caller: Caller, reference: str, *, skip: int, limit: int) -> Sequence[str]:
        """Ids of the people who opened it, for who may change it. Raises AppNotFoundError."""

        def read(connection: store.Connection) -> Sequence[str]:
            app = self._changeable(connection, caller, reference).app
            return store.people_of(connection, app.id, skip=skip, limit=limit)

        return await self._db.read(read)

    async def list_store(self, caller: Caller, words: str, *, after: str | None, limit: int) -> Page[Seen]:
        """What everybody is offered."""
        return await self._db.read(lambda c: store.listed(c, caller.user_id, words, after=after, limit=limit))

    async def launchers(self, caller: Caller) -> Launchers:
        def read(connection: store.Connection) -> Launchers:
            return Launchers(
                recent=store.recent(connection, caller.user_id, LAUNCHER_LIMIT),
                installed=store.installed(connection, caller.user_id, LAUNCHER_LIMIT),
                recommended=store.recommended(connection, caller.user_id, LAUNCHER_LIMIT),
            )

        return await self._db.read(read)

    async def openers(self, caller: Caller, file_name: str, media_type: str) -> Sequence[Seen]:
        """Apps that open a file of this name and media type, the best one first."""
        types = policy.types_of(file_name, media_type)

        def read(connection: store.Connection) -> tuple[Sequence[Seen], str | None]:
            found = store.opening(connection, caller.user_id, types, LAUNCHER_LIMIT)
            default = store.default_for(connection, caller.user_id, types)
            chosen = store.find(connection, default, caller.user_id) if default else None
            there = [seen for seen in found if chosen is None or seen.app.id != chosen.app.id]
            return [*([chosen] if chosen else []), *there], default

        candidates, default = await self._db.read(read)
        return policy.rank(candidates, types, default)[:SUGGESTED_LIMIT]

    # --- what one person does with apps ---------------------------------------------------------------------------

    async def install(self, caller: Caller, reference: str, *, wanted: bool) -> Seen:
        """Have it among one's own, or no longer; told to the caller, who may look from elsewhere too. Raises AppNotFoundError."""

        def write(connection: store.Connection) -> Seen:
            seen = self._findable(connection, caller, reference)
            store.set_installed(connection, caller.user_id, seen.app.id, to=wanted)
            return replace(seen, use=replace(seen.use, installed=wanted))

        seen = await self._db.write(write)
        await self._tell(seen, caller.user_id)
        return seen

    async def opened(self, caller: Caller, reference: str) -> None:
        """The caller has opened the app. Raises AppNotFoundError."""
        now = self._clock.now()

        def write(connection: store.Connection) -> None:
            seen = self._findable(connection, caller, reference)
            store.record_open(connection, caller.user_id, seen.app.id, now)

        await self._db.write(write)

    async def set_default(self, caller: Caller, kind: str, reference: str | None) -> None:
        """Which app the caller wants for a type of files; None: whichever is best. Raises AppInvalidError, AppNotFoundError."""
        (checked,) = policy.check_types([kind])

        def write(connection: store.Connection) -> None:
            app_id = self._findable(connection, caller, reference).app.id if reference is not None else None
            store.set_default(connection, caller.user_id, checked, app_id)

        await self._db.write(write)

    async def token(self, caller: Caller, reference: str) -> tuple[Seen, str]:
        """The app, and a new secret with which it acts for the caller. Raises AppNotFoundError."""
        seen = await self.get(caller, reference)
        return seen, await self._tokens.create_for_app(caller.user_id, seen.app.id)

    async def end_tokens(self, caller: Caller, reference: str) -> None:
        """The app no longer acts for the caller. Raises AppNotFoundError."""
        seen = await self.get(caller, reference)
        await self._tokens.end_for_app(seen.app.id, user_id=caller.user_id)

    # --------------------------------------------------------------------------------------------------------------

    def _new_app(self, name: str | None = None, *, owner: str = "", visibility: Visibility) -> App:
        """An app of which nothing is said yet; without a name it is called by its id. Raises AppInvalidError."""
        now = self._clock.now()
        app_id = make_id(APP, now, self._random)
        called = app_id.replace("_", "-") if name is None else policy.check_name(name)
        return App(app_id, owner, called, called, "", visibility, created_at=now, updated_at=now)

    def _add(self, connection: store.Connection, app: App, icon: Icon | None, *, dedupe_name: bool) -> App:
        lock(connection, f"apps of {app.owner}")
        limit = self._settings.per_person
        if limit and store.count_of(connection, app.owner) >= limit:
            raise AppsFullError(limit)
        named_by_title = app.title == app.name
        for name in [app.name, *(policy.other_names(app.name) if dedupe_name else ())]:
            if not store.is_taken(connection, name):
                app = replace(app, name=name, title=name if named_by_title else app.title)
                store.add(connection, app, icon)
                return app
        raise AppNameTakenError(app.name)

    def _findable(self, connection: store.Connection, caller: Caller, reference: str) -> Seen:
        """Raises AppNotFoundError."""
        seen = store.find(connection, reference, caller.user_id)
        if seen is None or not (
            policy.may_find(seen.app, caller.user_id, admin=caller.admin)
            or self._mode(connection, caller, seen.app) is not None
        ):
            raise AppNotFoundError(reference)
        return seen

    def _changeable(self, connection: store.Connection, caller: Caller, reference: str) -> Seen:
        """Somebody else's app can be seen and not changed, which is told as not found. Raises AppNotFoundError."""
        seen = self._findable(connection, caller, reference)
        if policy.may_change(seen.app, caller.user_id, admin=caller.admin):
            return seen
        mode = self._mode(connection, caller, seen.app)
        if mode is None or mode < Mode.WRITE:
            raise AppNotFoundError(reference)
        return seen

    def _mode(self, connection: store.Connection, caller: Caller, app: App) -> Mode | None:
        """What was granted to the caller on somebody's app."""
        return self._access.mode(connection, caller, app.owner, [app.id])

    async def _tell(self, seen: Seen, user_id: str) -> None:
        makers = await self.makers([seen])
        shown = views.app(seen, user_id, makers.get(seen.app.owner, ""))
        self._bus.publish(events.CHANGED, owner=user_id, subject=seen.app.id, data=shown)


def _icon_of(fields: Fields) -> Icon | None:
    return policy.parse_icon(fields.icon or "")


def _described(app: App, fields: Fields) -> App:
    """The app with what the fields say. Raises AppInvalidError."""
    title = app.title if fields.title is None else fields.title.strip() or (fields.name or app.name)
    description = app.description if fields.description is None else fields.description
    policy.check_texts(title, description)
    return replace(
        app,
        name=app.name if fields.name is None else policy.check_name(fields.name),
        title=title,
        description=description,
        index_url=app.index_url if fields.index_url is None else policy.check_url(fields.index_url),
        types=app.types if fields.types is None else policy.check_types(fields.types),
        visibility=app.visibility if fields.visibility is None else fields.visibility,
        maximize_on_start=_or(fields.maximize_on_start, app.maximize_on_start),
        background=_or(fields.background, app.background),
        metadata=app.metadata if fields.metadata is None else policy.check_metadata(fields.metadata),
    )


def _or(wanted: bool | None, present: bool) -> bool:
    return present if wanted is None else wanted
