"""The machines' tables: machines, the layers of their disks, their generations, and what became of them. Who a machine is and what was asked stand
beside what it is now (the status, which only its keeper writes)."""

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
    sa.Column("timers", sa.JSON, nullable=False),
    sa.Column("mortal", sa.Boolean, nullable=False, index=True),  # a timer ends it some day
    sa.Column("parent_id", sa.String(40)),
    sa.Column("source_id", sa.String(40)),
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
    sa.Column("workload_restarts", sa.Integer, nullable=False),
    sa.Column("workload_health", sa.String(16), nullable=False),
    sa.Column("workload_backing_off", sa.Boolean, nullable=False),
    sa.Column("started_at", UtcTime),
    sa.Column("stopped_at", UtcTime),
    sa.Column("stop_cause", sa.String(16)),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("engine", sa.String(64), nullable=False),
    sa.Column("kernel", sa.String(128), nullable=False),
    sa.Column("layer_id", sa.String(40)),
    sa.Column("asleep_in", sa.String(40)),
    sa.Column("base_id", sa.String(40)),
    sa.UniqueConstraint("owner", "name"),
)

layers = sa.Table(
    "layers",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("format", sa.String(8), nullable=False),
    sa.Column("parent_id", sa.String(40), index=True),
    sa.Column("created_at", UtcTime, nullable=False),
)

generations = sa.Table(
    "generations",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("owner", sa.String(40), nullable=False),
    sa.Column("name", sa.String(62)),  # of snapshots; NULL is never a name taken
    sa.Column("key", sa.String(64), unique=True),  # of templates
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("used_at", UtcTime, nullable=False),  # of templates: to know which are popular
    sa.Column("machine_id", sa.String(40), nullable=False, index=True),
    sa.Column("image_id", sa.String(40), nullable=False, index=True),
    sa.Column("layer_id", sa.String(40), nullable=False),
    sa.Column("base_id", sa.String(40)),
    sa.Column("facts", sa.JSON, nullable=False),  # what nobody searches by
    sa.UniqueConstraint("owner", "name"),
)

rest_habits = sa.Table(
    "rest_habits",
    metadata,
    sa.Column("owner", sa.String(40), primary_key=True),
    sa.Column("warm_after", sa.Float),
    sa.Column("cold_after", sa.Float),
)

history = sa.Table(
    "machine_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("machine_id", sa.String(40), nullable=False, index=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)
