"""Grants as the wire shows them."""

from ingle.accounts.model import Grant, Holder, HolderKind, Mode
from ingle.accounts.service import Told
from ingle.accounts.views import sharing as views
from support.sharing import ANN, BOB, NOW


def test_a_grant_on_what_one_may_not_know_of_any_more_says_no_name() -> None:
    given = Grant("gra_1", ANN, Holder(HolderKind.USER, BOB), "entry", "work", Mode.LIST, NOW)
    shown = views.grant(Told(given, None, "ann", "bob"))
    assert (shown.name, shown.mode, shown.issuer.name, shown.holder.name) == ("", "list", "ann", "bob")
