"""Apps as the wire shows them."""

from ingle.apps.model import Seen
from ingle.wire import apps as wire


def app(seen: Seen, user_id: str, maker: str = "") -> wire.App:
    """`maker`: what its owner is called."""
    value = seen.app
    return wire.App(
        id=value.id,
        name=value.name,
        title=value.title,
        description=value.description,
        index_url=value.index_url,
        origin=value.origin,
        visibility=value.visibility.value,
        icon=f"/api/v1/apps/{value.id}/icon" if value.has_icon else "",
        types=list(value.types),
        maximize_on_start=value.maximize_on_start,
        background=value.background,
        metadata=dict(value.metadata),
        created_at=value.created_at,
        updated_at=value.updated_at,
        mine=value.owner == user_id,
        installed=seen.use.installed,
        opened_at=seen.use.opened_at,
        maker=maker,
        people=seen.people,
        opens=seen.opens,
    )
