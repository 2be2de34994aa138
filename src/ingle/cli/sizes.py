"""Sizes on the command line: `512m`, `4g`; as MiB."""

from typing import Any

import click

from ingle.base.errors import InvalidError
from ingle.base.units import MIB, parse_size


class Mebibytes(click.ParamType[int]):
    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            size = parse_size(value)
        except InvalidError as error:
            self.fail(error.sentence, param, ctx)
        if size < MIB:
            self.fail(f"{value} is less than a mebibyte; write it like {value.rstrip('bB')}m", param, ctx)
        return size // MIB


MEBIBYTES = Mebibytes()
