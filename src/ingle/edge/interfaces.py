"""Interfaces: sets of methods that programs call by name, such as `chat` with `complete`.

A capability or an extension *provides* one: it declares rows of methods, each with what it takes and the scope that a caller needs. Several may provide the
same interface; a call may name one, else the first that was added answers.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from ingle.edge.errors import ArgumentsInvalidError, InterfaceNotFoundError, ScopeMissingError
from ingle.edge.identity import Caller
from ingle.wire import interfaces as wire


@dataclass(frozen=True)
class Stream:
    """A result that comes in parts; each is a wire value. Whoever takes it closes it."""

    parts: AsyncGenerator[Any, None]


@dataclass(frozen=True)
class Method:
    name: str
    takes: type[msgspec.Struct]
    run: Callable[[Caller, Any], Awaitable[Any]]  # gets what it takes; a wire value, or a Stream of them
    scope: str
    summary: str


@dataclass(frozen=True)
class Provider:
    interface: str
    name: str
    methods: tuple[Method, ...]


class InterfaceTakenError(RuntimeError):
    """Two providers have the same name: a mistake of whoever declares them."""


class Interfaces:
    def __init__(self, providers: Iterable[Provider] = ()) -> None:
        self._providers: dict[str, dict[str, Provider]] = {}
        self.add(*providers)

    def add(self, *providers: Provider) -> None:
        """All or none. Raises InterfaceTakenError."""
        names = [(each.interface, each.name) for each in providers]
        for interface, name in names:
            if name in self.providers_of(interface) or names.count((interface, name)) > 1:
                raise InterfaceTakenError(f"{interface} is provided by {name} twice")
        for each in providers:
            self._providers.setdefault(each.interface, {})[each.name] = each

    def list(self) -> Sequence[wire.Interface]:
        return [
            wire.Interface(name, [_described(provider) for provider in named.values()])
            for name, named in sorted(self._providers.items())
        ]

    def providers_of(self, interface: str) -> tuple[str, ...]:
        """By name; the first one answers whoever names none. Nothing where nobody provides it."""
        return tuple(self._providers.get(interface, ()))

    def may(self, caller: Caller, interface: str, method: str = "") -> bool:
        """Whether the caller has the scope of the method, or of any method where none is named."""
        methods = (
            one for provider in self._providers.get(interface, {}).values() for one in provider.methods
        )
        return any(caller.may(one.scope) for one in methods if method in ("", one.name))

    async def call(
        self, caller: Caller, interface: str, method: str, arguments: Mapping[str, Any], *, provider: str = ""
    ) -> Any:
        """What the method answers: a wire value, or a Stream of them.

        Raises InterfaceNotFoundError, ScopeMissingError, ArgumentsInvalidError, and what the method raises.
        """
        found = self._find(interface, method, provider)
        if not caller.may(found.scope):
            raise ScopeMissingError(f"this needs the scope {found.scope}", scope=found.scope)
        try:
            taken = msgspec.convert(arguments, found.takes)
        except msgspec.ValidationError as error:
            raise ArgumentsInvalidError(f"{interface}.{method} does not take that: {error}") from error
        return await found.run(caller, taken)

    def _find(self, interface: str, method: str, provider: str) -> Method:
        named = self._providers.get(interface)
        if named is None:
            raise InterfaceNotFoundError("interface", interface)
        chosen = named.get(provider) if provider else next(iter(named.values()))
        if chosen is None:
            raise InterfaceNotFoundError("provider", provider)
        found = next((one for one in chosen.methods if one.name == method), None)
        if found is None:
            raise InterfaceNotFoundError("method", method)
        return found


def _described(provider: Provider) -> wire.InterfaceProvider:
    return wire.InterfaceProvider(
        provider.name,
        [
            wire.InterfaceMethod(
                name=method.name,
                summary=method.summary,
                scope=method.scope,
                arguments=msgspec.json.schema(method.takes),
            )
            for method in provider.methods
        ],
    )
