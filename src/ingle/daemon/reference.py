"""The reference of settings, made from their types: docs/reference/settings.md."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel, IPvAnyNetwork, SecretStr
from pydantic.fields import FieldInfo

from ingle.daemon.settings import Settings

_HEAD = """# Settings

Made by `scripts/generate` from `src/ingle/daemon/settings.py`; change it there.

Each is set by a flag of `ingle serve`, by an environment variable, or in the configuration file (`$INGLE_CONFIG`, else `/etc/ingle/ingle.toml` for
root and `~/.config/ingle/ingle.toml` for others). A flag wins over the environment, that over the file.

```toml
listen = ["127.0.0.1:4747", "192.168.1.10:4747"]

[log]
level = "debug"

[machines.limits]
max_memory_mib = 8192
```

The same as flags: `--listen 127.0.0.1:4747 --listen 192.168.1.10:4747 --log.level debug`; in the environment:
`INGLE_LISTEN='["127.0.0.1:4747"]' INGLE_LOG__LEVEL=debug INGLE_MACHINES__LIMITS__MAX_MEMORY_MIB=8192`. Durations are seconds.

| setting | environment | type | default | what it is |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class _Row:
    path: tuple[str, ...]
    type: str
    default: str
    description: str

    def __str__(self) -> str:
        name, variable = ".".join(self.path), "INGLE_" + "__".join(self.path).upper()
        return f"| `{name}` | `{variable}` | {self.type} | {self.default} | {self.description} |"


def settings_page() -> str:
    return _HEAD + "".join(f"{row}\n" for row in _of_model(Settings, ()))


def _of_model(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[_Row]:
    for name, info in model.model_fields.items():
        here = (*path, name)
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from _of_model(info.annotation, here)
        elif is_dataclass(info.annotation):
            yield from _of_dataclass(info.get_default(call_default_factory=True), here)
        else:
            yield _Row(here, _type(info.annotation), _model_default(info), _in_cell(info.description or ""))


def _of_dataclass(value: Any, path: tuple[str, ...]) -> Iterator[_Row]:
    """The comments beside the fields say what they are."""
    hints, notes = get_type_hints(type(value)), _comments(type(value))
    for field in fields(value):
        present, here = getattr(value, field.name), (*path, field.name)
        if is_dataclass(present) and not isinstance(present, type):
            yield from (_noted(row, notes.get(field.name, "")) for row in _of_dataclass(present, here))
        else:
            yield _Row(
                here, _type(hints[field.name]), f"`{_value(present)}`", _in_cell(notes.get(field.name, ""))
            )


def _noted(row: _Row, note: str) -> _Row:
    return row if row.description or not note else _Row(row.path, row.type, row.default, _in_cell(note))


def _comments(class_: type) -> dict[str, str]:
    source = inspect.getsource(class_)
    return {match[1]: match[2] for match in re.finditer(r"^ +(\w+): .*?  # (.+)$", source, re.MULTILINE)}


def _model_default(info: FieldInfo) -> str:
    """A default that is worked out from the host is told by the description."""
    if info.default_factory is not None:
        return ""
    return "" if info.default in (None, "") else f"`{_value(info.default)}`"


def _value(value: Any) -> str:
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g}"
    if isinstance(value, SecretStr):
        return '""'  # a default is no secret
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _type(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f"`{choice}`" for choice in arguments)
    if origin is UnionType:
        return " or ".join(_type(one) for one in arguments if one is not NoneType)
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    names = {
        str: "text",
        IPvAnyNetwork: "network",
        int: "number",
        float: "number",
        bool: "true or false",
        Path: "path",
        timedelta: "seconds",
        SecretStr: "secret text",
    }
    return names.get(annotation, getattr(annotation, "__name__", str(annotation)))


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|")
