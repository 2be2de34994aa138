"""The registry of interfaces: who is called, with what, and who may."""

from typing import Any

import msgspec
import pytest

from ingle.edge.errors import ArgumentsInvalidError, InterfaceNotFoundError, ScopeMissingError
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Interfaces, InterfaceTakenError, Method, Provider

ANN = Caller("usr_ann", "ann", False, frozenset({"sums"}), "session")


class Sum(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    numbers: list[int]


def provider(name: str, start: int) -> Provider:
    async def add(caller: Caller, asked: Sum) -> int:
        return start + sum(asked.numbers)

    rows = (Method("add", Sum, add, "sums", "add"), Method("secret", Sum, add, "secrets", "add in secret"))
    return Provider("arithmetic", name, rows)


@pytest.fixture
def interfaces() -> Interfaces:
    return Interfaces([provider("plain", 0), provider("odd", 1)])


async def test_the_first_provider_answers_or_the_one_that_is_named(interfaces: Interfaces) -> None:
    assert await interfaces.call(ANN, "arithmetic", "add", {"numbers": [1, 2]}) == 3
    assert await interfaces.call(ANN, "arithmetic", "add", {"numbers": [1, 2]}, provider="odd") == 4


@pytest.mark.parametrize(
    ("called", "arguments", "error"),
    [
        (("astrology", "add", ""), {}, InterfaceNotFoundError),
        (("arithmetic", "subtract", ""), {}, InterfaceNotFoundError),
        (("arithmetic", "add", "nobody"), {}, InterfaceNotFoundError),
        (("arithmetic", "add", ""), {"numbers": ["x"]}, ArgumentsInvalidError),
        (("arithmetic", "add", ""), {"numbers": [], "more": 1}, ArgumentsInvalidError),
        (("arithmetic", "secret", ""), {"numbers": []}, ScopeMissingError),
    ],
)
async def test_what_cannot_be_called_is_not(
    interfaces: Interfaces, called: tuple[str, str, str], arguments: dict[str, Any], error: type[Exception]
) -> None:
    interface, method, who = called
    with pytest.raises(error):
        await interfaces.call(ANN, interface, method, arguments, provider=who)


def test_who_provides_and_who_may_is_told(interfaces: Interfaces) -> None:
    assert interfaces.providers_of("arithmetic") == ("plain", "odd")
    assert interfaces.providers_of("astrology") == ()
    asked = [("arithmetic", ""), ("arithmetic", "add"), ("arithmetic", "secret"), ("astrology", "")]
    assert [interfaces.may(ANN, *one) for one in asked] == [True, True, False, False]


def test_they_are_listed_with_what_they_take(interfaces: Interfaces) -> None:
    (arithmetic,) = interfaces.list()
    assert [one.name for one in arithmetic.providers] == ["plain", "odd"]
    add, secret = arithmetic.providers[0].methods
    assert (add.name, add.scope, secret.scope) == ("add", "sums", "secrets")
    assert add.arguments["$defs"]["Sum"]["required"] == ["numbers"]


def test_a_provider_has_a_name_of_its_own(interfaces: Interfaces) -> None:
    with pytest.raises(InterfaceTakenError):
        interfaces.add(provider("odd", 3))
