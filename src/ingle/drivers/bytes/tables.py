"""Contents' bytes in the database."""

import sqlalchemy as sa

from ingle.runtime.db import metadata

content_rows = sa.Table(
    "content_rows",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
