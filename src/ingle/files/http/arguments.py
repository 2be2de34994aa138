"""The words of queries that several endpoints take."""

from typing import Annotated

from litestar.params import QueryParameter

Path = Annotated[
    str,
    QueryParameter(description="`/owner/directory/name`, `~/name` for one's own, or an id, also `id/name`"),
]
Parents = Annotated[bool, QueryParameter(description="make missing directories")]
Dedupe = Annotated[bool, QueryParameter(description="where the name is taken, take another: `name (1).txt`")]
