"""Numbers about the daemon in Prometheus' format. One registry, made by wiring; whoever counts gets it in its constructor."""

import platform

from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    def __init__(self, version: str) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        build = Gauge(
            "ingle_build", "Which Ingle this is; always 1.", ["version", "python"], registry=self.registry
        )
        build.labels(version, platform.python_version()).set(1)
        self.requests = Histogram(
            "ingle_http_request_seconds",
            "Time from a request's head to the end of its answer.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.websockets = Gauge("ingle_websockets", "WebSockets that are open.", registry=self.registry)

    def render(self) -> bytes:
        return generate_latest(self.registry)
