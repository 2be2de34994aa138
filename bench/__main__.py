"""`scripts/bench [ROW…] [--n N] [--workers N…] [--json]`."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bench.measure import Row
from bench.os import OS_ROWS
from bench.os.desk import Desk, desk
from bench.place import place
from bench.report import as_json, as_text, machine_line
from bench.rows import GROUPS, ROWS
from bench.screen import SCREEN_ROWS


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    groups = {**GROUPS, "os": tuple(OS_ROWS), "screen": tuple(SCREEN_ROWS)}
    known = [*groups, *ROWS, *OS_ROWS, *SCREEN_ROWS]
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(known)}; default: all")
    parser.add_argument(
        "--n", "--rounds", type=int, default=10, dest="rounds", help="counted rounds of each row"
    )
    parser.add_argument(
        "--workers",
        type=int,
        nargs="+",
        default=[1, 2],
        metavar="N",
        help="processes that serve, for the rows of os; default: one, then two",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.rows) - set(known):
        parser.error(f"no row {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    print(machine_line(), file=sys.stderr)
    names = [name for word in options.rows or groups for name in groups.get(word, (word,))]
    failed = 0
    if machines := [name for name in names if name in ROWS]:
        with place() as where:
            for name in machines:
                failed += not _report(name, partial(ROWS[name], where, options.rounds), json=options.json)
    if capabilities := [name for name in names if name in OS_ROWS]:
        for processes in options.workers:
            with desk(processes) as there:
                for name in capabilities:
                    measured = partial(_with_processes, OS_ROWS[name], there, options.rounds, processes)
                    failed += not _report(name, measured, json=options.json)
    if seen := [name for name in names if name in SCREEN_ROWS]:
        with desk() as there:
            for name in seen:
                failed += not _report(
                    name, partial(SCREEN_ROWS[name], there, options.rounds), json=options.json
                )
    return 1 if failed else 0


def _with_processes(
    measure: Callable[[Desk, int], list[Row]], there: Desk, rounds: int, processes: int
) -> list[Row]:
    """Each row says how many processes served it."""
    served = "1 process" if processes == 1 else f"{processes} processes"
    return [replace(row, name=f"{row.name} ({served})") for row in measure(there, rounds)]


def _report(name: str, measured: Callable[[], list[Row]], *, json: bool) -> bool:
    """Whether it could be measured; if not, why, and the others are all the same."""
    try:
        lines = list((as_json if json else as_text)(measured()))
    except Exception as error:  # noqa: BLE001 - whatever it was, it is told
        print(f"{name}: cannot be measured: {error!r}", file=sys.stderr, flush=True)
        return False
    print("\n".join(lines), flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
