"""Structured logs on stderr: JSON for machines, or lines for people. Events have constant names and keyword facts.

Tracebacks are plain: never with the values of local variables, which may be secrets.
"""

import logging
import sys
from typing import Any, Literal

import msgspec
import structlog

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["auto", "json", "console"]

_QUIET = (
    "uvicorn.error",
    "uvicorn.access",
    "uvicorn.asgi",
    "websockets",
    "httpx",
    "httpcore",
    "asyncio",
    "alembic",
)


def set_up_logging(level: Level, form: Format) -> None:
    """Route structlog and the standard library's loggers to stderr. `auto` is for people on a terminal, else JSON."""
    for_people = sys.stderr.isatty() if form == "auto" else form == "console"
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if for_people:
        plain = structlog.dev.plain_traceback
        last: list[Any] = [
            structlog.dev.ConsoleRenderer(exception_formatter=plain, colors=sys.stderr.isatty())
        ]
    else:
        last = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(_as_json)]
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    _adopt_standard_logging(shared, last)


def _as_json(event: Any, **_options: Any) -> str:
    """What JSON has no word for is told by its repr."""
    return msgspec.json.encode(event, enc_hook=repr).decode()


def _adopt_standard_logging(shared: list[Any], last: list[Any]) -> None:
    """Libraries' warnings come out in the same form; their chatter, which may hold query strings, does not."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
