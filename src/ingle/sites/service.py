"""What people and programs do with sites: one method per use case. What visitors see is in `showing`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ingle.accounts import Mode
from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.base.paging import MAX_LIMIT, Page
from ingle.edge.identity import Caller
from ingle.files import TRASH, EntryKind, FileService, Place
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database, lock
from ingle.sites import events, policy, store, views
from ingle.sites.errors import SiteDeniedError, SiteInvalidError, SiteNotFoundError, SitesFullError
from ingle.sites.model import Site, Ticket
from ingle.sites.names import SITE
from ingle.sites.settings import SiteSettings

TICKET_LIFE = timedelta(hours=12)


@dataclass(frozen=True)
class Fields:
    """What is said about a site; None: it stays, or is the default."""

    name: str | None = None
    directory: str | None = None  # a path or id of files
    domain: str | None = None
    private: bool | None = None
    fallback: bool | None = None


class Sites:
    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        random: RandomBytes,
        bus: Bus,
        files: FileService,
        settings: SiteSettings,
        key: bytes,
    ) -> None:
        """`key`: what tickets to private sites are signed with; the same in all processes, and secret."""
        self._db = db
        self._clock = clock
        self._random = random
        self._bus = bus
        self._files = files
        self._key = key
        self.settings = settings

    async def create(self, caller: Caller, fields: Fields, *, app_id: str = "") -> Site:
        """Raises SiteInvalidError, SiteTakenError, SitesFullError, SiteDeniedError, and what files raise where the directory is none."""
        if caller.restricted:
            raise SiteDeniedError("this token may only use what was granted to it")
        now = self._clock.now()
        bare = Site(
            id=make_id(SITE, now, self._random),
            owner=caller.user_id,
            name="",
            directory="",
            created_at=now,
            updated_at=now,
            app_id=caller.app_id or app_id,
        )
        told = replace(fields, name=fields.name or "", directory=fields.directory or "")
        site = await self._described(caller, bare, told)
        await self._db.write(lambda c: self._add(c, site))
        self._tell(site)
        return site

    async def update(self, caller: Caller, reference: str, fields: Fields) -> Site:
        """Raises as `create`, and SiteNotFoundError."""
        described = await self._described(caller, await self.get(caller, reference), fields)

        def change(connection: store.Connection) -> Site:
            there = self._own(connection, caller, described.id)
            said = {
                name: getattr(described, name) for name, value in vars(fields).items() if value is not None
            }
            changed = replace(there, **said, updated_at=self._clock.now())
            store.change(connection, changed)
            return changed

        changed = await self._db.write(change)
        self._tell(changed)
        return changed

    async def remove(self, caller: Caller, reference: str) -> None:
        """The site; its directory stays. Raises SiteNotFoundError."""

        def remove(connection: store.Connection) -> Site:
            site = self._own(connection, caller, reference)
            store.remove(connection, site.id)
            return site

        site = await self._db.write(remove)
        self._bus.publish(events.REMOVED, owner=site.owner, subject=site.id)

    async def get(self, caller: Caller, reference: str) -> Site:
        """By name or id. Raises SiteNotFoundError."""
        return await self._db.glance(lambda c: self._own(c, caller, reference))

    async def list(
        self, caller: Caller, *, directory: str | None = None, after: str | None, limit: int
    ) -> Page[Site]:
        """The caller's own; with a directory those that show it. Raises as files do where it is none."""
        if caller.restricted:  # as with `get`: sites are nothing that is granted
            return Page([], None)
        shown = None if directory is None else [await self._directory(caller, directory)]
        return await self._db.read(
            lambda c: store.owned_by(
                c, caller.user_id, app_id=caller.app_id, directories=shown, after=after, limit=limit
            )
        )

    async def count(self, caller: Caller) -> int:
        """How many `list` has."""
        if caller.restricted:
            return 0
        return await self._db.glance(lambda c: store.count_of(c, caller.user_id, caller.app_id))

    async def of_directories(
        self, caller: Caller, directories: Collection[str]
    ) -> Mapping[str, Sequence[Site]]:
        """The caller's sites that show these entries, by the entries' ids; for lists of files. At most MAX_LIMIT sites."""
        if caller.restricted:
            return {}
        found = await self._db.glance(
            lambda c: store.owned_by(
                c, caller.user_id, app_id=caller.app_id, directories=directories, limit=MAX_LIMIT
            )
        )
        sites: dict[str, list[Site]] = {}
        for site in found.items:
            sites.setdefault(site.directory, []).append(site)
        return sites

    async def visit(self, caller: Caller, reference: str) -> tuple[Site, str, datetime]:
        """A ticket by which a browser sees a private site as the caller does. Raises SiteNotFoundError, SiteDeniedError."""
        if caller.via in {"link", "app"} or caller.restricted:
            raise SiteDeniedError("only people get tickets, with all that they may")
        site = await self._db.glance(lambda c: store.find(c, reference))
        if site is None or not await self._may_see(caller, site):
            raise SiteNotFoundError(reference)
        expires_at = self._clock.now() + TICKET_LIFE
        ticket = Ticket(site.id, caller.user_id, int(expires_at.timestamp()))
        return site, policy.write_ticket(ticket, self._key), expires_at

    async def _may_see(self, caller: Caller, site: Site) -> bool:
        """Whoever may know of the directory; of its files, each is asked for as it is shown."""
        return (
            site.owner == caller.user_id
            or (await self._files.looking.stat_many(caller, [site.directory]))[0] is not None
        )

    async def _described(self, caller: Caller, site: Site, fields: Fields) -> Site:
        """The site with what is said about it, checked."""
        said: dict[str, Any] = {name: value for name, value in vars(fields).items() if value is not None}
        if fields.name is not None:
            said["name"] = policy.check_name(fields.name)
        if fields.domain:
            if not caller.admin:
                raise SiteDeniedError("only an admin gives a site a domain of its own; ask one")
            said["domain"] = policy.check_domain(fields.domain, self.settings.domains)
        if fields.directory is not None:
            said["directory"] = await self._directory(caller, fields.directory, of=site.owner)
        return replace(site, **said)

    async def _directory(self, caller: Caller, path: str, *, of: str = "") -> str:
        """Its id. `of`: whose it must be, to be shown. Raises SiteInvalidError, and as files do."""
        place = await self._files.looking.stat(caller, path)
        if place.entry.kind != EntryKind.DIRECTORY:
            raise SiteInvalidError("a site shows a directory", field="directory")
        if of and place.mode < Mode.WRITE:  # an app that may read does not show it to the world
            raise SiteDeniedError("who shows a directory to others may write in it")
        if of and (place.entry.tree != of or not place.entry.parent or is_trashed(place)):
            raise SiteInvalidError(
                "a site shows a directory of your own, below the first and not in the trash",
                field="directory",
            )
        return place.entry.id

    def _add(self, connection: store.Connection, site: Site) -> None:
        lock(connection, f"sites of {site.owner}")
        limit = self.settings.per_person
        if limit and store.count_of(connection, site.owner) >= limit:
            raise SitesFullError(limit)
        store.add(connection, site)

    def _own(self, connection: store.Connection, caller: Caller, reference: str) -> Site:
        """An admin changes everybody's; an app those that belong to it. Raises SiteNotFoundError."""
        site = store.find(connection, reference)
        mine = site is not None and (site.owner == caller.user_id or caller.admin)
        if site is None or not mine or caller.restricted or (caller.app_id and site.app_id != caller.app_id):
            raise SiteNotFoundError(reference)
        return site

    def _tell(self, site: Site) -> None:
        data = views.site(site, self.settings.domains)
        self._bus.publish(events.CHANGED, owner=site.owner, subject=site.id, data=data)


def is_trashed(place: Place) -> bool:
    return len(place.lineage) > 1 and place.lineage[1].name == TRASH
