"""What machines' keepers do, as Prometheus counts it. A histogram's `_count` is the counter of it."""

from prometheus_client import CollectorRegistry, Gauge, Histogram

from ingle.machines.model import Kind
from ingle.machines.ports import Work

# Seconds: a wake takes tens of milliseconds, a boot on a busy host without KVM a minute.
_WORK = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
_PAUSE = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class MachineMeter:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._work = Histogram(
            "ingle_machine_work_seconds",
            "Time that boots, creates from a template, sleeps, wakes, forks and first wakes from a snapshot took.",
            ["work", "outcome"],
            buckets=_WORK,
            registry=registry,
        )
        self._pauses = Histogram(
            "ingle_machine_paused_seconds",
            "How long machines stood still while they were captured, by what for.",
            ["why"],
            buckets=_PAUSE,
            registry=registry,
        )
        self._waiting = Gauge(
            "ingle_waiting_vmms", "VMMs that wait for a machine to begin with.", registry=registry
        )
        for work in Work:  # so that a rate has a beginning
            self._work.labels(work.value, "done")
            self._work.labels(work.value, "failed")

    def took(self, work: Work, seconds: float, *, failed: bool) -> None:
        self._work.labels(work.value, "failed" if failed else "done").observe(seconds)

    def stood_still(self, why: Kind, seconds: float) -> None:
        self._pauses.labels(why.value).observe(seconds)

    def waiting(self, count: int) -> None:
        self._waiting.set(count)
