"""What every process of an installation is made of alike, the first one and its workers: the database, who is asking, files and keys.

Nothing here runs by itself, and what it remembers it checks with the database, or with the memory that the processes share.
"""

import os
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from ingle.accounts import Access, Shareable
from ingle.accounts.identify import Identification
from ingle.accounts.names import APP_KIND
from ingle.accounts.recent import RecentCallers
from ingle.accounts.service import Grants, Ground, Groups, Links, Permissions, PersonalLimits, Sharing, Tokens
from ingle.base.clock import SystemClock
from ingle.daemon.catalogue import SCOPES
from ingle.daemon.joints import PeopleWithTrees, UsageOfPeople
from ingle.daemon.settings import Settings
from ingle.daemon.shared import GrantedNamespaces, SharedApps, SharedEntries
from ingle.drivers.archives import ConfinedUnpacker
from ingle.drivers.bytes import DiskBytes, RowBytes, S3Bytes
from ingle.drivers.thumbnails import ConfinedThumbnailer
from ingle.edge.capability import Scope
from ingle.edge.leashes import Leashes
from ingle.edge.limits import Purses, RateLimit, RequestPace
from ingle.extensions import Extension
from ingle.extensions.loading import load
from ingle.extensions.model import Trouble
from ingle.files import FileService
from ingle.files.names import ENTRY_KIND
from ingle.files.ports import ByteStore
from ingle.kv import KeyValues
from ingle.runtime.bus import Bus
from ingle.runtime.crypto import Argon2Passwords, Passwords
from ingle.runtime.db import Database
from ingle.runtime.sealing import Sealer, open_sealer
from ingle.runtime.shared import Count
from ingle.sites import Showing


@dataclass(frozen=True)
class Commons:
    ground: Ground
    bus: Bus
    installed: list[Extension]
    troubles: list[Trouble]
    scopes: Sequence[Scope]
    passwords: Passwords
    sealer: Sealer
    tokens: Tokens
    limits: PersonalLimits
    sharing: Sharing
    rows: RowBytes
    stores: dict[str, ByteStore]
    files: FileService
    kv: KeyValues
    site_key: bytes
    showing: Showing
    identification: Identification
    pace: RequestPace


def make_commons(
    settings: Settings,
    db: Database,
    stack: AsyncExitStack,
    *,
    passwords: Passwords | None = None,
    ends: Count | None = None,
    purses: Purses | None = None,
) -> Commons:
    """`ends`, `purses`: what processes share, when there are several. Connections to stores are closed with the stack."""
    clock = SystemClock()
    random = os.urandom
    bus = Bus(clock)
    installed, troubles = load(disabled=settings.extensions_off)
    scopes = (*SCOPES, *(scope for extension in installed for scope in extension.scopes))
    recent, leashes = RecentCallers(ends), Leashes()
    hashing = passwords or Argon2Passwords()
    sealer = open_sealer(settings.data_dir, random)
    tokens = Tokens(
        db=db,
        clock=clock,
        random=random,
        recent=recent,
        leashes=leashes,
        scopes=frozenset(scope.name for scope in scopes),
    )
    limits = PersonalLimits(db=db, defaults=settings.accounts.limits, recent=recent, usage=UsageOfPeople(db))
    things: dict[str, Shareable] = {APP_KIND: SharedApps(), ENTRY_KIND: SharedEntries()}
    links = Links(
        db=db,
        clock=clock,
        random=random,
        passwords=hashing,
        by_link=RateLimit(settings.accounts.link_rate, clock),
        things=things,
    )
    sharing = Sharing(
        groups=Groups(db=db, clock=clock, random=random),
        grants=Grants(db=db, clock=clock, random=random, things=things),
        links=links,
        permissions=Permissions(db=db, clock=clock, things=things),
    )
    rows = RowBytes(db)
    stores = byte_stores(settings, rows, stack)
    files = FileService(
        db=db,
        clock=clock,
        random=random,
        bus=bus,
        people=PeopleWithTrees(),
        limits=limits,
        access=Access(ENTRY_KIND, clock),
        rows=rows,
        stores=stores,
        settings=settings.files,
        thumbnailer=ConfinedThumbnailer(settings.data_dir / "work"),
        unpacker=ConfinedUnpacker(settings.data_dir / "work"),
        signing_key=sealer.key_for("signed URLs of files"),
    )
    site_key = sealer.key_for("tickets to sites")
    showing = Showing(
        db=db,
        clock=clock,
        files=files,
        people=PeopleWithTrees(),
        domains=settings.sites.domains,
        key=site_key,
    )
    return Commons(
        ground=Ground(db, clock, random, recent, leashes),
        bus=bus,
        installed=installed,
        troubles=troubles,
        scopes=scopes,
        passwords=hashing,
        sealer=sealer,
        tokens=tokens,
        limits=limits,
        sharing=sharing,
        rows=rows,
        stores=stores,
        files=files,
        kv=KeyValues(db=db, clock=clock, grants=GrantedNamespaces(db), settings=settings.kv),
        site_key=site_key,
        showing=showing,
        identification=Identification(
            db=db, clock=clock, recent=recent, limits=limits, links=links, scopes=scopes
        ),
        pace=RequestPace(clock, purses),
    )


def byte_stores(settings: Settings, rows: RowBytes, stack: AsyncExitStack) -> dict[str, ByteStore]:
    """Where contents lie, by the names that their rows have. Connections are closed with the stack."""
    stores: dict[str, ByteStore] = {"rows": rows, "disk": DiskBytes(settings.data_dir / "files")}
    for name, told in settings.files.stores.items():
        made = S3Bytes(name, told, settings.data_dir / "parts")
        stack.callback(made.close)
        stores[name] = made
    return stores
