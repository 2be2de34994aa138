"""Statements for hot paths: written with SQLAlchemy, compiled once, and then given to the driver directly.

What SQLAlchemy does for each execution (a context, a result with its metadata, a look into its cache of compiled statements) costs several times what
SQLite needs for a row by its key. A `Prepared` is made once, at the top of a module; its values come by the names of the statement's bind parameters or
columns, in the types of those, and its rows are plain tuples. The connection, the transaction and the errors stay SQLAlchemy's.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter, itemgetter, methodcaller
from typing import Any, TypeVar

import sqlalchemy as sa

R = TypeVar("R")
Row = tuple[Any, ...]
Values = Mapping[str, Any]
_Process = Callable[[Any], Any]

_first, _all, _count = methodcaller("fetchone"), methodcaller("fetchall"), attrgetter("rowcount")


class _Ready:
    """A statement for one dialect."""

    def __init__(self, statement: sa.Executable, dialect: sa.Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined] # every statement can
        assert not compiled.post_compile_params, "a list of values has no fixed text"  # noqa: S101 - a mistake of whoever wrote the statement
        self.text: str = compiled.string
        self.foreign: Any = dialect.loaded_dbapi.Error
        self._in_order = _in_order(compiled.positiontup) if compiled.positional else None
        self._fixed = {
            name: bind.value for bind, name in compiled.bind_names.items() if bind.value is not None
        }  # literals that the statement was written with
        self._into = _into(compiled, dialect)
        self._from = _from(statement, dialect)

    def parameters(self, values: Values) -> Any:
        if self._fixed:
            values = {**self._fixed, **values}
        if self._into:
            values = dict(values)
            for name, process in self._into:
                values[name] = process(values[name])
        return values if self._in_order is None else self._in_order(values)

    def row(self, row: Row) -> Row:
        if not self._from:
            return row
        made = list(row)
        for place, process in self._from:
            made[place] = process(made[place])
        return tuple(made)

    def rows(self, rows: list[Row]) -> list[Row]:
        return [self.row(row) for row in rows] if self._from else rows


def _in_order(names: Sequence[str]) -> Callable[[Values], Sequence[Any]]:
    """The values of these names, for a driver that numbers them."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: [values[name] for name in names]


def _into(compiled: Any, dialect: sa.Dialect) -> Sequence[tuple[str, _Process]]:
    """How values of some types are told to the driver."""
    found = [
        (name, bind.type.dialect_impl(dialect).bind_processor(dialect))
        for bind, name in compiled.bind_names.items()
    ]
    return [(name, process) for name, process in found if process is not None]


def _from(statement: Any, dialect: sa.Dialect) -> Sequence[tuple[int, _Process]]:
    """How the driver tells values of some types."""
    columns = getattr(statement, "exported_columns", ())
    found = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return [(place, process) for place, process in enumerate(found) if process is not None]


class Prepared:
    """May be used from any thread. Raises what SQLAlchemy raises."""

    def __init__(self, statement: sa.Executable) -> None:
        """Of a fixed text: without lists of values (`IN`), and an INSERT gets a value for each column of its table."""
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def first(self, connection: sa.Connection, values: Values) -> Row | None:
        ready = self._for(connection)
        row: Row | None = self._ask(connection, ready, values, _first)
        return None if row is None else ready.row(row)

    def all(self, connection: sa.Connection, values: Values) -> list[Row]:
        ready = self._for(connection)
        return ready.rows(self._ask(connection, ready, values, _all))

    def run(self, connection: sa.Connection, values: Values) -> int:
        """How many rows it has changed."""
        count: int = self._ask(connection, self._for(connection), values, _count)
        return count

    def run_all(self, connection: sa.Connection, several: Sequence[Values]) -> None:
        """One after the other; on PostgreSQL without waiting for each one's answer before the next is sent."""
        ready = self._for(connection)
        parameters = [ready.parameters(values) for values in several]
        driver = _driver(connection, ready, parameters, many=True)
        try:
            driver.cursor().executemany(ready.text, parameters)
        except ready.foreign as error:
            raise _translated(connection, ready, error) from error

    def _for(self, connection: sa.Connection) -> _Ready:
        dialect = connection.dialect
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _Ready(self._statement, dialect)
        return ready

    def _ask(self, connection: sa.Connection, ready: _Ready, values: Values, answer: Callable[[Any], R]) -> R:
        parameters = ready.parameters(values)
        driver = _driver(connection, ready, parameters)
        try:
            return answer(driver.execute(ready.text, parameters))
        except ready.foreign as error:
            raise _translated(connection, ready, error) from error


def _driver(connection: sa.Connection, ready: _Ready, parameters: Any, *, many: bool = False) -> Any:
    """Whom to tell the statement, once those who count statements, in tests, have heard of it."""
    for listener in connection.engine.dispatch.before_cursor_execute:
        listener(connection, None, ready.text, parameters, None, many)
    return connection.connection.driver_connection


def _translated(connection: sa.Connection, ready: _Ready, error: Exception) -> BaseException:
    """The error as SQLAlchemy would raise it; a connection that is lost is not used again. Values are not told: they may be secrets."""
    lost = connection.dialect.is_disconnect(error, connection.connection.driver_connection, None)  # type: ignore[arg-type]
    if lost:
        connection.invalidate(error)
    return sa.exc.DBAPIError.instance(
        ready.text,
        None,
        error,
        ready.foreign,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=connection.dialect,
    )
