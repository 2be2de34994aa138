"""The contract's own interfaces, as rows of methods: one file a subject.

Their names, methods and arguments are the contract's; what they do is one call of a capability.
"""

from ingle.edge.interfaces import Interfaces
from ingle.puter.calls import Calls
from ingle.puter.interfaces import apps, chat, entities, kvstore, media, notifications, subdomains
from ingle.puter.services import Services


def make_calls(services: Services) -> Calls:
    own = Interfaces(
        [
            kvstore.provider(services),
            apps.provider(services),
            apps.telemetry(services),
            subdomains.provider(services),
            notifications.provider(services),
            chat.provider(services),
            *media.providers(services),
            *entities.providers(services),
        ]
    )
    return Calls(own, services.interfaces)
