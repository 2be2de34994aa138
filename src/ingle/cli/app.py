"""The grammar: which commands there are and where they live. Each is imported when it is named."""

import os
import signal
import sys
from importlib import import_module
from typing import Any

import click

from ingle.cli.exits import BROKEN_PIPE, INTERRUPTED, exit_code
from ingle.cli.tell import say, tell
from ingle.sdk.errors import IngleError

_COMMANDS = {
    "run": "run:run",
    "create": "run:create",
    "ls": "machines:ls",
    "inspect": "machines:inspect",
    "start": "life:start",
    "stop": "life:stop",
    "restart": "life:restart",
    "pause": "life:pause",
    "resume": "life:resume",
    "rename": "life:rename",
    "rm": "life:rm",
    "sleep": "rest:sleep",
    "wake": "rest:wake",
    "cool": "rest:cool",
    "timers": "rest:timers",
    "habits": "rest:habits",
    "history": "rest:history",
    "fork": "moments:fork",
    "snapshot": "moments:snapshot",
    "restore": "moments:restore",
    "tree": "tree:tree",
    "exec": "execute:exec_",
    "shell": "execute:shell",
    "attach": "execute:attach",
    "sessions": "execute:sessions",
    "logs": "watch:logs",
    "metrics": "watch:metrics",
    "ports": "watch:ports",
    "events": "watch:events",
    "cp": "copy:cp",
    "watch": "changes:watch",
    "forward": "forward:forward",
    "open": "open_port:open_port",
    "files": "files:files",
    "image": "images:image",
    "app": "apps:app",
    "site": "sites:site",
    "kv": "kv:kv",
    "entity": "entities:entity",
    "interfaces": "interfaces:interfaces",
    "call": "interfaces:call",
    "ask": "interfaces:ask",
    "notify": "notifications:notify",
    "notifications": "notifications:notifications",
    "group": "sharing:group",
    "share": "sharing:share",
    "link": "sharing:link",
    "login": "login:login",
    "logout": "login:logout",
    "whoami": "login:whoami",
    "limits": "limits:limits",
    "usage": "limits:usage",
    "token": "accounts:token",
    "user": "accounts:user",
    "invite": "people:invite",
    "system": "system:system",
    "doctor": "doctor:doctor",
    "serve": "serve:serve",
    "completion": "completion:completion",
}
ENDS_AS_WHAT_IT_RAN = {"run", "exec", "shell", "attach"}


class LazyGroup(click.Group):
    """Imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        room, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"ingle.cli.commands.{room}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, _COMMANDS, 1)
            hint = f" Did you mean {near[0]!r}?" if near else " See ingle --help."
            raise click.UsageError(f"There is no command {name!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="ingle COMMAND --help says more.",
)
@click.option(
    "--url",
    metavar="URL",
    help="The daemon: http(s)://HOST[:PORT] or unix:PATH. Else INGLE_URL, the saved login, or the local socket.",
)
@click.version_option(package_name="ingle", message="ingle %(version)s")
@click.pass_context
def ingle(ctx: click.Context, url: str | None) -> None:
    """A computer on the internet that is yours: real Linux machines, from the command line."""
    ctx.obj = url


def run_app(words: list[str]) -> int:
    """Run a command line and return what to exit with."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # as bin/ingle leaves it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        answer: Any = ingle.main(args=words, prog_name="ingle", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except IngleError as error:
        tell(error)
        return exit_code(error.kind, runs_something=_named(words) in ENDS_AS_WHAT_IT_RAN, code=error.code)
    except (click.Abort, KeyboardInterrupt):
        say("")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or the interpreter complains when it flushes
        return BROKEN_PIPE
    return answer if isinstance(answer, int) else 0


def _named(words: list[str]) -> str:
    return next((word for word in words if word in _COMMANDS), "")
