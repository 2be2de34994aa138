"""Which method a call means."""

from typing import Any

import msgspec
import pytest

from ingle.edge.errors import ScopeMissingError
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Interfaces, Method, Provider
from ingle.puter.calls import Calls
from ingle.puter.elsewhere import INTERFACES
from ingle.puter.errors import NotHereError

ANN = Caller("usr_ann", "ann", False, frozenset({"use"}), "session")


class Nothing(msgspec.Struct):
    pass


def provider(interface: str, name: str, scope: str = "use") -> Provider:
    async def who(caller: Caller, asked: Nothing) -> Any:
        return name

    return Provider(interface, name, (Method("who", Nothing, who, scope, "who answers"),))


@pytest.fixture
def calls() -> Calls:
    own = Interfaces([provider("kv", "plain"), provider("kv", "other"), provider("hidden", "h", "more")])
    return Calls(own, Interfaces([provider("kv", "house's"), provider("weather", "extension")]))


@pytest.mark.parametrize(
    ("interface", "driver", "who"),
    [
        ("kv", "", "plain"),
        ("kv", "other", "other"),
        ("kv", "nobody", "plain"),
        ("weather", "", "extension"),
    ],
)
async def test_the_contracts_own_come_first(calls: Calls, interface: str, driver: str, who: str) -> None:
    answer = await calls.call(ANN, interface, "who", {}, driver=driver)
    assert (answer.provider, answer.result) == (who, who)


@pytest.mark.parametrize("interface", ["nothing", *INTERFACES])
async def test_what_nobody_provides_is_told(calls: Calls, interface: str) -> None:
    with pytest.raises(NotHereError):
        await calls.call(ANN, interface, "who", {})


async def test_scopes_are_asked_for(calls: Calls) -> None:
    with pytest.raises(ScopeMissingError):
        await calls.call(ANN, "hidden", "who", {})
    assert [
        calls.may(ANN, *named) for named in (("kv",), ("kv", "who"), ("kv", "x"), ("hidden",), ("no",))
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_all_are_listed(calls: Calls) -> None:
    assert calls.there() == {"kv": ["plain", "other"], "hidden": ["h"], "weather": ["extension"]}
