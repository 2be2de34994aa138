"""What apps of others ask their person, in the desktop's own dialogs."""

from browser.desk import Desk
from browser.scenes.catalogue import add
from browser.scenes.shell import foreign_app

CHOICES = (
    "[{label: 'Save', type: 'primary'}, {label: 'Throw them away', type: 'danger'}, {label: 'Keep writing'}]"
)
WISH = "puter.perms.request('fs:~/Documents:read')"
QUESTIONS = {
    "alert": f"puter.ui.alert('There are changes that are not saved.', {CHOICES})",
    "prompt": "puter.ui.prompt('What is the note called?', 'A name')",
    "permission": WISH,
    "colour": "puter.ui.showColorPicker('#c2703d')",
    "font": "puter.ui.showFontPicker('Georgia')",
    "save": "puter.ui.showSaveFilePicker('text', 'note.txt')",
    "folder": "puter.ui.showDirectoryPicker()",
}


def asked(kind: str, call: str) -> None:
    def lead(desk: Desk) -> None:
        foreign_app(desk)
        frame = desk.page.locator("iframe[title='Notes']").element_handle().content_frame()
        assert frame is not None
        desk.wait_until(
            lambda: frame.evaluate("typeof puter") == "object", 30, lambda: "the app has not begun"
        )
        frame.evaluate(f"() => {{ ({call}).then(() => undefined, () => undefined); }}")
        desk.page.locator("dialog[open]").wait_for()

    add(f"foreign-{kind}", lead)


for kind, call in QUESTIONS.items():
    asked(kind, call)
