"""Which method a call of the contract means: of the contract's own interfaces, or of one that the house has, so that what an extension provides is
called here as well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.interfaces import Interfaces
from ingle.puter.elsewhere import INTERFACES
from ingle.puter.errors import NotHereError


@dataclass(frozen=True)
class Answer:
    provider: str
    result: Any  # a wire value, or a Stream of them


class Calls:
    def __init__(self, own: Interfaces, house: Interfaces) -> None:
        self._own = own
        self._house = house

    async def call(
        self, caller: Caller, interface: str, method: str, arguments: Mapping[str, Any], *, driver: str = ""
    ) -> Answer:
        """`driver` is a wish: who asks for one that is not there gets the first. Raises NotHereError, and what Interfaces.call does."""
        registry = self._registry(interface)
        named = registry.providers_of(interface)
        if not named:
            why = INTERFACES.get(interface, f"there is no interface {interface[:100]!r}")
            raise NotHereError(why, interface=interface[:100])
        provider = driver if driver in named else named[0]
        result = await registry.call(caller, interface, method, arguments, provider=provider)
        return Answer(provider, result)

    def may(self, caller: Caller, interface: str, method: str = "") -> bool:
        """Whether the caller may call the method, or any."""
        return self._registry(interface).may(caller, interface, method)

    def there(self) -> Mapping[str, Sequence[str]]:
        """Interfaces, and who provides each; the first answers whoever names none."""
        listed = [*self._house.list(), *self._own.list()]  # the contract's own names are its own
        return {one.name: [provider.name for provider in one.providers] for one in listed}

    def _registry(self, interface: str) -> Interfaces:
        return self._own if self._own.providers_of(interface) else self._house
