"""Who gets at what, and how much there may be."""

from dataclasses import replace

import pytest

from ingle.base.units import MIB
from ingle.edge.errors import ScopeMissingError
from ingle.edge.identity import Caller
from ingle.entities.errors import EntitiesFullError, EntityDeniedError
from ingle.entities.model import Fill, Reach
from ingle.entities.policy import check_room, reach_of
from support.boxes import READ, TASKS

ANN = Caller("usr_ann", "ann", False, frozenset({READ}), "session")


def test_a_person_reaches_theirs_and_an_app_what_it_made() -> None:
    assert reach_of(ANN, READ) == Reach("usr_ann")
    assert reach_of(replace(ANN, via="app", app_id="app_1"), READ) == Reach("usr_ann", "app_1")


def test_without_the_scope_or_with_a_restricted_token_nobody_gets_in() -> None:
    with pytest.raises(ScopeMissingError):
        reach_of(replace(ANN, scopes=frozenset()), READ)
    with pytest.raises(EntityDeniedError):
        reach_of(replace(ANN, restricted=True), READ)


@pytest.mark.parametrize(
    ("of_it", "of_all", "most", "fits"),
    [
        (Fill(5, 1), Fill(5, 1), Fill(0, 0), True),
        (Fill(6, 1), Fill(6, 1), Fill(0, 0), False),
        (Fill(1, 1), Fill(9, 1), Fill(9, 0), True),
        (Fill(1, 1), Fill(10, 1), Fill(9, 0), False),
        (Fill(1, 1), Fill(1, MIB), Fill(0, MIB), True),
        (Fill(1, 1), Fill(1, MIB + 1), Fill(0, MIB), False),
    ],
)
def test_there_is_room_or_not(of_it: Fill, of_all: Fill, most: Fill, fits: bool) -> None:
    if fits:
        check_room(TASKS, of_it, of_all, most)
        return
    with pytest.raises(EntitiesFullError):
        check_room(TASKS, of_it, of_all, most)
