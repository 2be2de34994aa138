"""The facts that machines and their snapshots publish. Where nothing else is said, `data` is the thing as its GET shows it; of what was removed nothing is
left to show."""

CHANGED = "machine.changed"
REMOVED = "machine.removed"
RESTORED = "machine.restored"  # data: wire.MachineRestored
FORKED = "machine.forked"  # data: wire.MachineForked
SNAPSHOT_CREATED = "snapshot.created"
SNAPSHOT_REMOVED = "snapshot.removed"
