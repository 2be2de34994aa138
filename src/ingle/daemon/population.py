"""How many things there are, counted when Prometheus asks."""

from collections.abc import Iterator

import sqlalchemy as sa
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from ingle.accounts.tables import users
from ingle.images.tables import images
from ingle.machines.tables import machines
from ingle.runtime.db import Database


class Population(Collector):
    """Called on the thread that renders the metrics."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Known without asking the database, which is not there yet when this is registered."""
        yield GaugeMetricFamily("ingle_machines", "Machines by state.", labels=["state"])
        yield GaugeMetricFamily("ingle_images", "Images by state.", labels=["state"])
        yield GaugeMetricFamily("ingle_users", "People with an account.")

    def collect(self) -> Iterator[GaugeMetricFamily]:
        in_machines, in_images, people = self.describe()
        yield self._by_state(in_machines, machines)
        yield self._by_state(in_images, images)
        count = sa.select(sa.func.count()).select_from(users).where(users.c.leaving_at.is_(None))
        people.add_metric([], self._db.read_now(lambda c: c.execute(count).scalar_one()))
        yield people

    def _by_state(self, family: GaugeMetricFamily, table: sa.Table) -> GaugeMetricFamily:
        query = sa.select(table.c.state, sa.func.count()).group_by(table.c.state).order_by(table.c.state)
        for state, number in self._db.read_now(lambda c: c.execute(query).all()):
            family.add_metric([state], number)
        return family
