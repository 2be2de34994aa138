"""`scripts/bench [ROW…] [--n N] [--json]`."""

import argparse
import sys

from bench.place import Place, place
from bench.report import as_json, as_text, machine_line
from bench.rows import GROUPS, ROWS


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    known = [*GROUPS, *ROWS]
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(known)}; default: all")
    parser.add_argument(
        "--n", "--rounds", type=int, default=10, dest="rounds", help="counted rounds of each row"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.rows) - set(known):
        parser.error(f"no row {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    print(machine_line(), file=sys.stderr)
    names = [name for word in options.rows or ROWS for name in GROUPS.get(word, (word,))]
    with place() as where:
        failed = [name for name in names if not _report(where, name, options.rounds, json=options.json)]
    return 1 if failed else 0


def _report(where: Place, name: str, rounds: int, *, json: bool) -> bool:
    """Whether it could be measured; if not, why, and the others are all the same."""
    try:
        lines = list((as_json if json else as_text)(ROWS[name](where, rounds)))
    except Exception as error:  # noqa: BLE001 - whatever it was, it is told
        print(f"{name}: cannot be measured: {error!r}", file=sys.stderr, flush=True)
        return False
    print("\n".join(lines), flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
