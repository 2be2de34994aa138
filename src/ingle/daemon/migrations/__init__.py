"""The database's history: linear, one file per step, for SQLite and PostgreSQL."""
