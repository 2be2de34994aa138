"""Extensions while the daemon runs: started, heard by, and ended with it. What one of them raises is told and ends nothing but itself."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import msgspec
import structlog

from ingle.apps import Fields, Visibility
from ingle.edge.app import UndeclaredScopeError, make_router
from ingle.edge.interfaces import Interfaces, Provider
from ingle.edge.limits import RequestPace
from ingle.edge.statics import file_routes
from ingle.extensions.model import AppPage, Extension, Handler, Surroundings, Trouble
from ingle.runtime.bus import Bus, EventsMissedError

log = structlog.get_logger()

Furnish = Callable[[Extension, Any], Surroundings]  # its settings as it declared them


@dataclass
class Running:
    """What the extensions that started add to the house."""

    names: list[str] = field(default_factory=list)
    app_ids: list[str] = field(default_factory=list)
    api: list[Any] = field(default_factory=list)  # handlers below /api/v1
    root: list[Any] = field(default_factory=list)  # handlers below /
    troubles: list[Trouble] = field(default_factory=list)


@asynccontextmanager
async def running(
    extensions: Iterable[Extension],
    furnish: Furnish,
    settings: Mapping[str, Mapping[str, Any]],
    interfaces: Interfaces,
    troubles: Sequence[Trouble] = (),
) -> AsyncIterator[Running]:
    """`settings`: the section of each extension, by name, as the configuration has it. `interfaces`: where they add theirs."""
    house = Running(troubles=list(troubles))
    async with AsyncExitStack() as stack, anyio.create_task_group() as group:
        for extension in extensions:
            await _begin(
                extension, furnish, settings.get(extension.name, {}), interfaces, stack, group, house
            )
        yield house
        group.cancel_scope.cancel()


async def _begin(
    extension: Extension,
    furnish: Furnish,
    section: Mapping[str, Any],
    interfaces: Interfaces,
    stack: AsyncExitStack,
    group: anyio.abc.TaskGroup,
    house: Running,
) -> None:
    """All or nothing: what fails half-way is ended before the next one begins."""
    async with AsyncExitStack() as own:
        try:
            surroundings = furnish(extension, _settings_of(extension, section))
            await anyio.Path(surroundings.folder).mkdir(parents=True, exist_ok=True)
            own.enter_context(surroundings.entities.offering(extension.collections))
            service = await own.enter_async_context(_contained(extension.name, extension.start(surroundings)))
            handlers = list(extension.routes(service))
            pages = file_routes(f"/x/{extension.name}", extension.pages) if extension.pages else []
            _place_below(f"/x/{extension.name}", handlers)
            own_scopes = [scope.name for scope in extension.scopes]
            make_router(
                handlers, _nobody, scopes=own_scopes, root=pages, pace=RequestPace(surroundings.clock)
            )  # a trial
            apps = [await surroundings.apps.provide(_fields(extension.name, app)) for app in extension.apps]
            interfaces.add(*_providers(extension, service))  # last: it is not taken back
        except Exception as error:
            house.troubles.append(
                Trouble(extension.name, f"it cannot be started: {type(error).__name__}: {error}")
            )
            log.warning("extension_refused", extension=extension.name, exc_info=error)
            return
        house.api += handlers
        house.root += pages
        house.app_ids += [app.id for app in apps]
        house.names.append(extension.name)
        for type_, handler in extension.on.items():
            group.start_soon(_hear, extension.name, surroundings.bus, type_, handler, service)
        log.info("extension_started", extension=extension.name)
        await stack.enter_async_context(own.pop_all())


async def _nobody(connection: Any) -> None:
    """Who asks on a trial."""


def _providers(extension: Extension, service: Any) -> Sequence[Provider]:
    """Raises UndeclaredScopeError."""
    provided = [
        Provider(interface, extension.name, tuple(methods))
        for interface, methods in extension.interfaces(service).items()
    ]
    declared = {scope.name for scope in extension.scopes}
    for provider in provided:
        for method in provider.methods:
            if method.scope not in declared:
                raise UndeclaredScopeError(
                    f"{provider.interface}.{method.name} has the scope {method.scope!r}, which is not declared"
                )
    return provided


def _place_below(prefix: str, handlers: Sequence[Any]) -> None:
    for handler in handlers:
        handler.paths = {prefix + path for path in handler.paths}


def _settings_of(extension: Extension, section: Mapping[str, Any]) -> Any:
    """Raises msgspec.ValidationError with the path of what is wrong."""
    if extension.settings is None:
        return dict(section)
    return msgspec.convert(dict(section), extension.settings, strict=False)


def _fields(name: str, app: AppPage) -> Fields:
    return Fields(
        name=app.name,
        title=app.title,
        description=app.description,
        index_url=f"/x/{name}/{app.page}",
        icon=app.icon,
        types=app.types,
        visibility=Visibility.LISTED,
    )


async def _hear(name: str, bus: Bus, type_: str, handler: Handler, service: Any) -> None:
    """Facts of one type to one handler, one after the other; a handler that fails, or that is too slow for the queue, misses facts and goes on."""
    while True:
        with bus.subscribe(lambda fact: fact.type == type_) as facts:
            try:
                async for fact in facts:
                    try:
                        await handler(service, fact)
                    except Exception as error:
                        log.error("extension_failed", extension=name, type=type_, exc_info=error)
            except EventsMissedError:
                log.warning("extension_missed_events", extension=name, type=type_)


@asynccontextmanager
async def _contained(name: str, lifetime: AbstractAsyncContextManager[Any]) -> AsyncIterator[Any]:
    """The extension's own context, whose end can fail without anybody else's."""
    service = await lifetime.__aenter__()
    try:
        yield service
    finally:
        try:
            await lifetime.__aexit__(None, None, None)
        except Exception as error:
            log.error("extension_failed", extension=name, exc_info=error)
