"""The machines' table. Who it is and what was asked stand beside what it is now (the status, which only its keeper writes)."""

import sqlalchemy as sa

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import metadata

machines = sa.Table(
    "machines",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("owner", sa.String(40), nullable=False),
    sa.Column("name", sa.String(62), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("image_id", sa.String(40), nullable=False, index=True),
    sa.Column("vcpus", sa.Integer, nullable=False),
    sa.Column("memory_mib", sa.Integer, nullable=False),
    sa.Column("disk_mib", sa.Integer, nullable=False),
    sa.Column("request", sa.JSON, nullable=False),  # as it was asked, to compare with
    sa.Column("launch", sa.JSON, nullable=False),  # what runs, worked out at the creation
    sa.Column("labels", sa.JSON, nullable=False),
    # the status
    sa.Column("intent", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("boot", sa.Integer, nullable=False),
    sa.Column("vmm_pid", sa.Integer),
    sa.Column("vmm_started_ticks", sa.BigInteger),
    sa.Column("vmm_host_boot_id", sa.String(64)),
    sa.Column("workload_state", sa.String(16), nullable=False),
    sa.Column("workload_exit_code", sa.Integer),
    sa.Column("workload_exit_signal", sa.Integer),
    sa.Column("started_at", UtcTime),
    sa.Column("stopped_at", UtcTime),
    sa.Column("stop_cause", sa.String(16)),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("engine", sa.String(64), nullable=False),
    sa.Column("kernel", sa.String(128), nullable=False),
    sa.UniqueConstraint("owner", "name"),
)
