"""Sites that are removed by their identifier, and those that show the directories of a list."""

from collections.abc import Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.puter.asked import AnyRequest, Fields, list_of, text_of
from ingle.puter.errors import BadRequestError
from ingle.puter.hosting import reference_of, websites
from ingle.puter.sdk import origin_of
from ingle.puter.services import Services
from ingle.puter.uids import entry_of
from ingle.sites import SCOPE_READ, SCOPE_WRITE

MOST = 1000  # directories of one question


def routes(services: Services) -> Sequence[Any]:
    sites = services.sites

    @post("/delete-site", scope=SCOPE_WRITE, status_code=200)
    async def delete_site(caller: Caller, fields: Fields) -> Any:
        await sites.remove(caller, reference_of(text_of(fields, "site_uuid"), None))
        return {}

    @post("/readdir-subdomains", scope=SCOPE_READ, status_code=200)
    async def of_directories(caller: Caller, request: AnyRequest, fields: Fields) -> Any:
        asked = list_of(fields, "directory_ids")
        if len(asked) > MOST or not all(isinstance(one, str) for one in asked):
            raise BadRequestError(f"directory_ids are at most {MOST} uids", key="directory_ids")
        found = await sites.of_directories(caller, [entry_of(one) for one in asked])
        origin = origin_of(request.url.scheme, request.headers.get("host", ""))
        return [
            {
                "directory_id": one,
                "subdomains": websites(showing, sites.settings.domains, origin),
                "has_website": bool(showing),
            }
            for one, showing in ((one, found.get(entry_of(one), ())) for one in asked)
        ]

    return [delete_site, of_directories]
