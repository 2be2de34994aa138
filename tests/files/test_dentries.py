"""Directories that are remembered."""

from ingle.files.dentries import Dentries
from ingle.files.model import Step

ROOT, HOME = (Step("1", ""),), (Step("1", ""), Step("2", "home"))


def test_what_is_kept_is_found_with_its_shape_until_the_tree_has_another() -> None:
    dentries = Dentries()
    dentries.keep("t", 5, ("home",), HOME)
    assert dentries.find("t", ("home",)) == (HOME, 5)
    assert dentries.find_id("t", "2") == (HOME, 5)
    assert dentries.find("u", ("home",)) is None
    dentries.keep("t", 6, (), ROOT)
    assert dentries.find("t", ("home",)) is None
    assert dentries.find("t", ()) == (ROOT, 6)


def test_what_comes_too_late_is_not_kept() -> None:
    dentries = Dentries()
    dentries.keep("t", 6, (), ROOT)
    dentries.keep("t", 5, ("home",), HOME)
    assert dentries.find("t", ("home",)) is None


def test_their_number_is_bounded() -> None:
    dentries = Dentries(limit=3)
    for number in range(10):
        dentries.keep(f"t{number}", 1, (), (Step(str(number), ""),))
    assert [dentries.find(f"t{number}", ()) is not None for number in range(10)] == [False] * 7 + [True] * 3
