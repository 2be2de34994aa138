"""Numbers about the daemon in Prometheus' format. One registry, made by wiring; whoever counts gets it in its constructor."""

import platform
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, Histogram, Metric, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.parser import text_string_to_metric_families

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

        self.others: Callable[[], Mapping[str, bytes]] = (
            dict  # what the workers have rendered, by their names
        )

    def render(self) -> bytes:
        joined: Any = _Joined(self.registry, self.others())
        return generate_latest(joined)


class _Joined:
    """A registry's families, and in each what others count, with their name as a label: a series of its own, which may begin anew when they do."""

    def __init__(self, registry: CollectorRegistry, others: Mapping[str, bytes]) -> None:
        self._registry = registry
        self._others = others

    def collect(self) -> Iterable[Metric]:
        families = {family.name: family for family in self._registry.collect()}
        for worker, rendered in self._others.items():
            for told in text_string_to_metric_families(rendered.decode()):
                family = families.setdefault(told.name, Metric(told.name, told.documentation, told.type))
                family.samples += [
                    sample._replace(labels={**sample.labels, "worker": worker}) for sample in told.samples
                ]
        return families.values()
