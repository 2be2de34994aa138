"""The stand-in as an application."""

from litestar import Litestar

from support.standin.accounts import account_routes
from support.standin.files import file_routes
from support.standin.images import image_routes
from support.standin.machines import machine_routes
from support.standin.moments import moment_routes
from support.standin.world import Refusal, World, refuse


def make_app(world: World) -> Litestar:
    handlers = [
        *machine_routes(world),
        *moment_routes(world),
        *file_routes(world),
        *image_routes(world),
        *account_routes(world),
    ]
    return Litestar(handlers, exception_handlers={Refusal: refuse}, openapi_config=None)
