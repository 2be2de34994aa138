"""Which layers become one."""

import pytest

from ingle.machines.names import LayerId
from ingle.machines.policy.compaction import next_merge


def parents(*chains: str) -> dict[LayerId, LayerId | None]:
    """Of chains written newest first, a letter a layer."""
    links: dict[LayerId, LayerId | None] = {}
    for chain in chains:
        for at, below in zip(chain, [*chain[1:], None], strict=True):
            links[LayerId(at)] = None if below is None else LayerId(below)
    return links


@pytest.mark.parametrize(
    ("chains", "tops", "longest", "done", "merge"),
    [
        ([], "", 4, "", ""),
        (["dcba"], "d", 4, "", ""),  # not too long
        (["edcba"], "e", 4, "", "cba"),  # the newest two stay
        (["gfedcba"], "g", 4, "", "edcba"),
        (["gfedcba"], "g", 0, "", ""),
        (["gfedcba"], "g", 7, "", ""),
        (["gfedcba"], "g", 6, "e", ""),  # it could not be merged just now
        (["dcba"], "d", 1, "", ""),  # there is nothing between the third and the bottom
        (["edcba"], "e", 1, "", "cba"),
        (["gfedcba", "xdcba"], "gx", 4, "", "edcba"),  # the longest first
        (["gfedcba", "xdcba"], "gx", 4, "e", "cba"),  # then what others share
        (["hgfe", "edcba"], "he", 4, "", "fedcba"),
        (["gfedcba"], "d", 4, "", ""),  # nobody needs the long one
        (["gfedcb"], "z", 4, "", ""),  # a top that is not known
    ],
)
def test_the_longest_chain_becomes_short(
    chains: list[str], tops: str, longest: int, done: str, merge: str
) -> None:
    found = next_merge(parents(*chains), map(LayerId, tops), longest=longest, done=set(map(LayerId, done)))
    assert found == tuple(merge)


def test_a_broken_chain_is_left_alone() -> None:
    links = parents("gfedcba")
    del links[LayerId("b")]
    assert next_merge(links, [LayerId("g")], longest=4) == ()


def test_merging_comes_to_an_end() -> None:
    links, tops = parents("nmlkjihgfedcba", "zyxwdcba"), [LayerId("n"), LayerId("z")]
    merges = 0
    while merge := next_merge(links, tops, longest=4):
        links[merge[0]] = merge[-1]
        merges += 1
    assert merges == 2
