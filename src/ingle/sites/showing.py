"""What a visitor of a site is shown: a file, another address, or that there is nothing.

A site is seen as its owner sees the directory, a private one as the visitor does: what may not be read is not there. Moved directories are followed, because a
site has their id; in the trash they are gone.
"""

import time
from dataclasses import dataclass

from ingle.base.clock import Clock
from ingle.base.errors import IngleError, Kind
from ingle.edge.identity import Caller
from ingle.files import READ, FileService, NotFileError, Reading
from ingle.runtime.db import Database
from ingle.sites import policy, store
from ingle.sites.model import Site
from ingle.sites.ports import People
from ingle.sites.service import is_trashed

INDEX = "index.html"
MISSING = "404.html"
_DOMAINS_SECONDS = 5.0  # how long another process may not know of a domain that was given or taken


@dataclass(frozen=True)
class Shown:
    """`reading` None: nothing, or `redirect` to the same address with a slash."""

    reading: Reading | None = None
    found: bool = False  # False: it is what the site has to say about what is not there
    redirect: bool = False
    private: bool = False


NOTHING = Shown()


class Showing:
    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        files: FileService,
        people: People,
        domains: tuple[str, ...],
        key: bytes,
    ) -> None:
        self._db = db
        self._clock = clock
        self._people = people
        self._key = key
        self._below = domains
        self._domains: frozenset[str] = frozenset()
        self._read_at = -_DOMAINS_SECONDS
        self.files = files

    async def site_of_host(self, host: str) -> str | None:
        """The name of the site that a host means, whether it is there or not; None: the host is the house's. Domains that admins gave are few and are kept
        in memory, so that the house's own requests ask the database nothing."""
        name = policy.name_of_host(host, self._below)
        if name is not None:
            return name
        now = time.monotonic()
        if now - self._read_at >= _DOMAINS_SECONDS:
            self._domains = await self._db.glance(store.domains)
            self._read_at = now
        if host not in self._domains:
            return None
        site = await self._db.glance(lambda c: store.find_domain(c, host))
        return None if site is None else site.name

    async def show(self, name: str, path: str, *, ticket: str = "") -> Shown:
        """`path`: below the site, without escapes. A private site is shown with a ticket only."""
        parts = policy.parts_of(path)
        seen = await self._db.glance(lambda c: self._visit(c, name, ticket))
        if seen is None or parts is None:
            return NOTHING
        site, visitor = seen
        shown = await self._find(site, visitor, parts, slash=not path or path.endswith("/"))
        return Shown(shown.reading, shown.found, shown.redirect, site.private)

    def _visit(self, connection: store.Connection, name: str, ticket: str) -> tuple[Site, Caller] | None:
        """The site, and as whom it is looked at."""
        site = store.find_name(connection, name.lower())
        if site is None or self._people.active(connection, site.owner) is None:
            return None
        who = site.owner
        if site.private:
            read = policy.read_ticket(ticket, self._key, site=site.id, now=self._clock.now().timestamp())
            if read is None:
                return None
            who = read.user_id
        person = self._people.active(connection, who)
        if person is None:
            return None
        return site, Caller(person.id, person.name, False, frozenset({READ}), "token")

    async def _find(self, site: Site, visitor: Caller, parts: tuple[str, ...], *, slash: bool) -> Shown:
        here = "/".join((site.directory, *parts))
        try:
            found = await self._open(visitor, f"{here}/{INDEX}" if slash else here)
        except NotFileError:
            if await self._open_or_none(visitor, f"{here}/{INDEX}") is not None:
                return Shown(redirect=True)
            found = None
        if found is not None:
            return Shown(found, found=True)
        if site.fallback:
            return Shown(await self._open_or_none(visitor, f"{site.directory}/{INDEX}"), found=True)
        return Shown(await self._open_or_none(visitor, f"{site.directory}/{MISSING}"))

    async def _open_or_none(self, visitor: Caller, path: str) -> Reading | None:
        try:
            return await self._open(visitor, path)
        except NotFileError:
            return None

    async def _open(self, visitor: Caller, path: str) -> Reading | None:
        """None: there is no such file, or it is not to be seen. Raises NotFileError for a directory."""
        try:
            reading = await self.files.contents.open(visitor, path)
        except NotFileError:
            raise
        except IngleError as error:
            if error.kind in {Kind.INVALID, Kind.NOT_FOUND, Kind.FORBIDDEN}:
                return None
            raise
        return None if is_trashed(reading.place) else reading
