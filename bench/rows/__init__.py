"""The rows of the report, one file a subject. `ROWS` maps the names that `scripts/bench` takes to what measures them; `GROUPS` are names for several."""

from collections.abc import Callable, Mapping, Sequence

from bench.measure import Row
from bench.place import Place
from bench.rows.commands import cli_exec, cli_start
from bench.rows.creates import create, create_first, create_many
from bench.rows.density import density
from bench.rows.execs import execs
from bench.rows.forks import fork
from bench.rows.memory import memory
from bench.rows.sleeps import sleep
from bench.rows.streams import exec_stream
from bench.rows.wakes import cold_wake, warm_wake

ROWS: Mapping[str, Callable[[Place, int], list[Row]]] = {
    "create": create,
    "create-many": create_many,
    "create-first": create_first,
    "cold-wake": cold_wake,
    "warm-wake": warm_wake,
    "fork": fork,
    "sleep": sleep,
    "exec": execs,
    "stream": exec_stream,
    "memory": memory,
    "density": density,
    "cli-start": cli_start,
    "cli-exec": cli_exec,
}
GROUPS: Mapping[str, Sequence[str]] = {"machines": tuple(ROWS)}
