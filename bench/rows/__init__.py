"""The rows of the report, one file a subject. `ROWS` maps the names that `scripts/bench` takes to what measures them."""

from collections.abc import Callable, Mapping

from bench.measure import Row
from bench.place import Place
from bench.rows.boot import boot
from bench.rows.commands import cli_exec, cli_start
from bench.rows.execs import execs
from bench.rows.streams import exec_stream

ROWS: Mapping[str, Callable[[Place, int], list[Row]]] = {
    "boot": boot,
    "exec": execs,
    "stream": exec_stream,
    "cli-start": cli_start,
    "cli-exec": cli_exec,
}
