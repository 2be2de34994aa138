"""All that is done about sharing, as one value to hand around."""

from dataclasses import dataclass

from ingle.accounts.service.grants import Grants
from ingle.accounts.service.groups import Groups
from ingle.accounts.service.links import Links
from ingle.accounts.service.permissions import Permissions


@dataclass(frozen=True)
class Sharing:
    groups: Groups
    grants: Grants
    links: Links
    permissions: Permissions
