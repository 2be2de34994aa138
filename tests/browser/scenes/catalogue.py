"""The scenes that there are, by their names."""

from collections.abc import Callable
from dataclasses import dataclass

from browser.desk import Desk

Lead = Callable[[Desk], None]  # from a desk on which nothing is open, or a login, to what is to be seen

ADMIN = "admin"  # who has some of everything
NEWCOMER = "ben"  # who has nothing yet
NOBODY = ""


@dataclass(frozen=True)
class Scene:
    lead: Lead
    whose: str
    waits: bool  # until nothing is being loaded; else the loading is what is to be seen
    spoils: bool  # the page, for whatever is shown next


SCENES: dict[str, Scene] = {}


def add(name: str, lead: Lead, whose: str = ADMIN, *, waits: bool = True, spoils: bool = False) -> None:
    assert name not in SCENES, name
    SCENES[name] = Scene(lead, whose, waits, spoils)


def scene(whose: str = ADMIN, *, waits: bool = True, spoils: bool = False) -> Callable[[Lead], Lead]:
    """A function as a scene of its name."""

    def added(lead: Lead) -> Lead:
        add(lead.__name__.replace("_", "-"), lead, whose, waits=waits, spoils=spoils)
        return lead

    return added
