"""The Terminal app."""

from browser.desk import Desk
from browser.scenes.catalogue import NEWCOMER, scene


@scene()
def terminal(desk: Desk) -> None:
    desk.open_terminal("quiet-ember")
    desk.type("uname -sr; ls -F /")
    desk.wait_for_text("quiet-ember", r"^Linux")


@scene()
def terminal_menu(desk: Desk) -> None:
    desk.open_terminal("quiet-ember")
    desk.window("quiet-ember").locator(".xterm-screen").click(button="right")
    desk.page.get_by_role("menu").wait_for()


@scene()
def terminal_ended(desk: Desk) -> None:
    desk.open_terminal("quiet-ember")
    desk.type("exit")
    desk.window("quiet-ember").get_by_role("button", name="New shell").or_(
        desk.window("quiet-ember").get_by_text("ended")
    ).first.wait_for()


@scene()
def terminal_chooser(desk: Desk) -> None:
    desk.search("Terminal")
    desk.window("Terminal").get_by_role("button", name="quiet-ember").wait_for()


@scene(NEWCOMER)
def terminal_no_machines(desk: Desk) -> None:
    desk.search("Terminal")
    desk.window("Terminal").wait_for()
