"""Which layers of disks are to become one: chains grow by a layer with each fork and snapshot, and every read of a machine goes down its chain."""

from collections.abc import Collection, Iterable, Mapping

from ingle.machines.names import LayerId

UNTOUCHED = 2  # newest layers of a chain: the one that is written, and one below it that may be written again when a capture fails


def next_merge(
    parents: Mapping[LayerId, LayerId | None],
    tops: Iterable[LayerId],
    *,
    longest: int,
    done: Collection[LayerId] = (),
) -> tuple[LayerId, ...]:
    """What to merge next: layers, each standing on the next. The first is to read as it does without those between it and the last, on which it will
    stand; empty: nothing is to be done. The longest chain comes first.

    `tops`: the newest layers of machines, and of moments that are kept. The bottom stays for itself: it is the image's template, which many share.
    `longest`: layers that a chain may have; 0: any number. `done`: layers that are not to be merged again this time."""
    if not longest:
        return ()
    chains = sorted({_chain(parents, top) for top in tops}, key=lambda chain: (-len(chain), chain))
    for chain in chains:
        merged = chain[UNTOUCHED:]
        if len(chain) > longest and len(merged) > 2 and merged[0] not in done:
            return merged
    return ()


def _chain(parents: Mapping[LayerId, LayerId | None], top: LayerId) -> tuple[LayerId, ...]:
    """Newest first; nothing when it is broken, which is nobody's to mend by merging."""
    found: list[LayerId] = []
    at: LayerId | None = top
    while at is not None:
        if at not in parents:
            return ()
        found.append(at)
        at = parents[at]
    return tuple(found)
