"""What the house knows of its workers."""

from ingle.daemon.workers import Crew
from ingle.daemon.workers.crew import share


def test_without_workers_nothing_is_shared() -> None:
    crew = Crew()
    assert (crew.memory, crew.ends, crew.purses) == (None, None, None)
    assert (dict(crew.rendered()), crew.troubles) == ({}, [])


def test_who_opens_the_memory_has_the_same_count_and_purses() -> None:
    crew = Crew(1)
    assert crew.memory is not None
    assert crew.ends is not None
    assert crew.purses is not None
    ends, purses, turn = share(crew.memory)
    crew.ends.add()
    assert ends.read() == 1
    assert crew.purses.take("ann", 1, 60) == 0
    assert purses.take("ann", 1, 60) > 0
    with turn():
        crew.ends.add()
    assert ends.read() == 2  # they do not lie on each other
    crew.close()


def test_the_last_counts_of_each_are_told() -> None:
    crew = Crew(2)
    crew.count(2, b"b")
    crew.count(1, b"a")
    crew.count(2, b"c")
    assert dict(crew.rendered()) == {"1": b"a", "2": b"c"}
    crew.close()


def test_deaths_are_told() -> None:
    crew = Crew(2)
    crew.died(2, "SIGKILL")
    assert crew.troubles == ["worker 2 died once, by SIGKILL"]
    crew.died(2, "exit code 1")
    assert crew.troubles == ["worker 2 died 2 times, the last time by exit code 1"]
    crew.close()
