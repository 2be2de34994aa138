"""`scripts/bench [ROW…] [--rounds N] [--json]`."""

import argparse
import sys

from bench.place import place
from bench.report import as_json, as_text, machine_line
from bench.rows import ROWS


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; default: all")
    parser.add_argument("--rounds", type=int, default=10, help="counted rounds of each row")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.rows) - set(ROWS):
        parser.error(f"no row {', '.join(sorted(unknown))}; there are {', '.join(ROWS)}")
    print(machine_line(), file=sys.stderr)
    with place() as where:
        for name in options.rows or ROWS:
            rows = ROWS[name](where, options.rounds)
            for line in as_json(rows) if options.json else as_text(rows):
                print(line, flush=True)


if __name__ == "__main__":
    main()
