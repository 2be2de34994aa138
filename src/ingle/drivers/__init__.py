"""The outside world: one folder per port, each with a fake that passes the same contract suite."""
