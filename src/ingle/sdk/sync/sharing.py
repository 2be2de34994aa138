"""Groups, grants, links and permissions without await."""

from ingle.sdk.sharing import AsyncGrants, AsyncGroups, AsyncLinks, AsyncPermissions
from ingle.sdk.sync.face import Face, Verb


class Groups(Face[AsyncGroups]):
    list = Verb(AsyncGroups.list)
    get = Verb(AsyncGroups.get)
    create = Verb(AsyncGroups.create)
    rename = Verb(AsyncGroups.rename)
    remove = Verb(AsyncGroups.remove)
    add = Verb(AsyncGroups.add)
    take_out = Verb(AsyncGroups.take_out)


class Grants(Face[AsyncGrants]):
    give = Verb(AsyncGrants.give)
    change = Verb(AsyncGrants.change)
    revoke = Verb(AsyncGrants.revoke)
    on = Verb(AsyncGrants.on)
    received = Verb(AsyncGrants.received)
    issued = Verb(AsyncGrants.issued)


class Links(Face[AsyncLinks]):
    create = Verb(AsyncLinks.create)
    list = Verb(AsyncLinks.list)
    opened = Verb(AsyncLinks.opened)


class Permissions(Face[AsyncPermissions]):
    list = Verb(AsyncPermissions.list)
    permit = Verb(AsyncPermissions.permit)
    withdraw = Verb(AsyncPermissions.withdraw)
    check = Verb(AsyncPermissions.check)
