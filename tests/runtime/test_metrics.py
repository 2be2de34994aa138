"""Metrics in Prometheus' format."""

from ingle.runtime.metrics import Metrics


def test_requests_are_counted_by_route() -> None:
    metrics = Metrics("1.2.3")
    metrics.requests.labels("GET", "/api/v1/machines/{machine}", "200").observe(0.01)
    text = metrics.render().decode()
    assert 'ingle_build{python="3.' in text
    assert (
        'ingle_http_request_seconds_count{method="GET",route="/api/v1/machines/{machine}",status="200"} 1.0'
        in text
    )
    assert "process_resident_memory_bytes" in text


def test_what_workers_count_stands_beside_ones_own_in_one_family() -> None:
    metrics, worker = Metrics("1.2.3"), Metrics("1.2.3")
    for each, times in ((metrics, 1), (worker, 2)):
        for _ in range(times):
            each.requests.labels("GET", "/me", "200").observe(0.01)
    metrics.others = lambda: {"1": worker.render()}
    lines = metrics.render().decode().splitlines()
    labels = 'method="GET",route="/me",status="200"'
    assert f"ingle_http_request_seconds_count{{{labels}}} 1.0" in lines
    assert f'ingle_http_request_seconds_count{{{labels},worker="1"}} 2.0' in lines
    assert sum(line.startswith("# TYPE ingle_http_request_seconds ") for line in lines) == 1
    assert sum(line.startswith("# TYPE process_cpu_seconds_total ") for line in lines) == 1
