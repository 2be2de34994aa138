"""What people, apps and the rest of the house do with notifications: one method per use case. Each change is kept as a fact in the transaction that makes it,
so every window of the person hears of it, also one that was away."""

from dataclasses import replace
from typing import Any

from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.base.paging import Page
from ingle.edge.identity import Caller
from ingle.notifications import events, policy, store, views
from ingle.notifications.errors import NotificationNotFoundError
from ingle.notifications.model import Notification, State
from ingle.notifications.names import NOTIFICATION
from ingle.notifications.settings import NotificationSettings
from ingle.runtime.db import Database
from ingle.runtime.outbox import put


class Notifications:
    def __init__(
        self, *, db: Database, clock: Clock, random: RandomBytes, settings: NotificationSettings
    ) -> None:
        self._db = db
        self._clock = clock
        self._random = random
        self._settings = settings

    async def create(
        self,
        user_id: str,
        title: str,
        *,
        text: str = "",
        icon: str = "",
        value: Any = None,
        ttl: float | None = None,
        app_id: str = "",
    ) -> Notification:
        """Tell a person something: for the rest of the house; doors say `tell`. `ttl`: seconds. Raises NotificationInvalidError."""
        policy.check_texts(title, text, icon)
        now = self._clock.now()
        made = Notification(
            id=make_id(NOTIFICATION, now, self._random),
            user_id=user_id,
            app_id=app_id,
            title=title,
            text=text,
            icon=icon,
            value=policy.encode_value(value),
            created_at=now,
            expires_at=now + policy.life_of(ttl),
        )

        def write(connection: store.Connection) -> None:
            store.add(connection, made, self._settings.per_person)
            self._keep(connection, events.CREATED, made)

        await self._db.write(write)
        return made

    async def tell(
        self,
        caller: Caller,
        title: str,
        *,
        text: str = "",
        icon: str = "",
        value: Any = None,
        ttl: float | None = None,
    ) -> Notification:
        """By the person themselves, or by an app that acts for them. Raises NotificationInvalidError."""
        return await self.create(
            caller.user_id, title, text=text, icon=icon, value=value, ttl=ttl, app_id=caller.app_id
        )

    async def get(self, caller: Caller, notification: str) -> Notification:
        """Raises NotificationNotFoundError."""
        return await self._db.read(lambda c: self._find(c, caller, notification))

    async def list(
        self, caller: Caller, state: State, *, after: str | None, limit: int
    ) -> Page[Notification]:
        """The newest first."""
        now = self._clock.now()
        return await self._db.read(
            lambda c: store.list_of(
                c, caller.user_id, state, now, app_id=caller.app_id, after=after, limit=limit
            )
        )

    async def count(self, caller: Caller, state: State) -> int:
        now = self._clock.now()
        return await self._db.read(
            lambda c: store.count_of(c, caller.user_id, state, now, app_id=caller.app_id)
        )

    async def mark_shown(self, caller: Caller, notification: str) -> Notification:
        """A window has shown it; others need not. Raises NotificationNotFoundError."""

        def write(connection: store.Connection) -> Notification:
            found = self._find(connection, caller, notification)
            if found.shown_at is not None:
                return found
            return self._change(connection, replace(found, shown_at=self._clock.now()))

        return await self._db.write(write)

    async def acknowledge(self, caller: Caller, notification: str) -> Notification:
        """The person has put it away. Raises NotificationNotFoundError."""

        def write(connection: store.Connection) -> Notification:
            found = self._find(connection, caller, notification)
            if found.acknowledged_at is not None:
                return found
            now = self._clock.now()
            return self._change(
                connection, replace(found, shown_at=found.shown_at or now, acknowledged_at=now)
            )

        return await self._db.write(write)

    async def acknowledge_all(self, caller: Caller) -> int:
        """How many were put away."""
        now = self._clock.now()

        def write(connection: store.Connection) -> int:
            count = store.acknowledge_all(connection, caller.user_id, now)
            if count:
                put(connection, events.ACKNOWLEDGED_ALL, owner=caller.user_id, subject="", at=now)
            return count

        return await self._db.write(write)

    async def sweep(self) -> None:
        """Remove what has expired; nobody sees it any more by then."""
        now = self._clock.now()
        await self._db.write(lambda c: store.remove_expired(c, now))

    # --------------------------------------------------------------------------------------------------------------

    def _find(self, connection: store.Connection, caller: Caller, notification: str) -> Notification:
        now = self._clock.now()
        found = store.find(connection, caller.user_id, notification, now, app_id=caller.app_id)
        if found is None:
            raise NotificationNotFoundError(notification)
        return found

    def _change(self, connection: store.Connection, changed: Notification) -> Notification:
        marks = {"shown_at": changed.shown_at, "acknowledged_at": changed.acknowledged_at}
        store.mark(connection, changed.id, marks)
        self._keep(connection, events.CHANGED, changed)
        return changed

    def _keep(self, connection: store.Connection, type_: str, notification: Notification) -> None:
        data = views.notification(notification)
        put(
            connection,
            type_,
            owner=notification.user_id,
            subject=notification.id,
            at=self._clock.now(),
            data=data,
        )
