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
