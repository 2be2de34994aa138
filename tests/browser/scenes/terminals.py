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


@scene()
def terminal_tabs(desk: Desk) -> None:
    desk.open_terminal("quiet-ember")
    desk.type(r"printf '\033]0;root@quiet-ember: /srv/kiln\007'")
    window = desk.window("quiet-ember")
    for count in (2, 3):
        window.get_by_role("button", name="New tab", exact=True).click()
        window.get_by_role("tab").nth(count - 1).wait_for()
        desk.wait_for_text("quiet-ember", r"[#$] ?$")
    window.get_by_role("tab").first.click()


@scene()
def terminal_panes(desk: Desk) -> None:
    """Where there is room for them."""
    desk.open_terminal("quiet-ember")
    window = desk.window("quiet-ember")
    if window.get_by_role("toolbar", name="More keys").is_visible():
        return
    for count, key in ((2, "Control+Shift+E"), (3, "Control+Shift+O")):
        desk.page.keyboard.press(key)
        window.locator(".terminals-pane").nth(count - 1).wait_for()
        desk.wait_for_text("quiet-ember", r"[#$] ?$")
        desk.type("ls -F /")
        desk.wait_for_text("quiet-ember", r"bin/")


@scene()
def terminal_search(desk: Desk) -> None:
    desk.open_terminal("quiet-ember")
    desk.type("cat /etc/passwd; ls -F /; ls -F /usr")
    desk.wait_for_text("quiet-ember", r"bin/\n.*[#$] ?$")
    desk.page.keyboard.press("Control+Shift+F")
    looked = desk.window("quiet-ember").get_by_role("search")
    looked.get_by_role("searchbox").fill("bin")
    looked.get_by_text(" of ").wait_for()
