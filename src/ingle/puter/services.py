"""What the contract is translated to."""

from dataclasses import dataclass
from pathlib import Path

from ingle.accounts import People, PersonalLimits, Sharing, Tokens
from ingle.apps import Apps
from ingle.base.clock import Clock
from ingle.edge.interfaces import Interfaces
from ingle.entities import Entities
from ingle.files import FileService
from ingle.kv import KeyValues
from ingle.notifications import Notifications
from ingle.puter.identify import Identify
from ingle.sites import Sites


@dataclass(frozen=True)
class Services:
    people: People
    tokens: Tokens
    limits: PersonalLimits
    sharing: Sharing
    files: FileService
    kv: KeyValues
    apps: Apps
    sites: Sites
    notifications: Notifications
    entities: Entities
    interfaces: Interfaces
    clock: Clock
    identify: Identify
    sdk: Path  # the file that is served as the SDK
