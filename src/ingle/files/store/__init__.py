"""Reading and writing trees: functions of an open transaction, one file a noun. Statements that are used often are made once, because making
one costs more than running it."""

import sqlalchemy as sa

Connection = sa.Connection
