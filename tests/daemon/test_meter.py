"""What keepers do, in Prometheus' format."""

from ingle.daemon.meter import MachineMeter
from ingle.machines.model import Kind
from ingle.machines.ports import Work
from ingle.runtime.metrics import Metrics


def test_work_and_pauses_are_counted() -> None:
    metrics = Metrics("1.2.3")
    meter = MachineMeter(metrics.registry)
    meter.took(Work.WAKE, 0.05, failed=False)
    meter.took(Work.SLEEP, 1.0, failed=True)
    meter.stood_still(Kind.FORK, 0.004)
    text = metrics.render().decode()
    assert 'ingle_machine_work_seconds_count{outcome="done",work="wake"} 1.0' in text
    assert 'ingle_machine_work_seconds_count{outcome="failed",work="sleep"} 1.0' in text
    assert 'ingle_machine_work_seconds_count{outcome="done",work="boot"} 0.0' in text
    assert 'ingle_machine_paused_seconds_bucket{le="0.005",why="fork"} 1.0' in text
