"""What is written to people: every text in one place, plain and as simple HTML, without pictures or anything else that is fetched.

A letter has a link where the daemon knows its public address, and the code always. The code stands after `#`, which browsers do not send: no server on
the way logs it, and a mail scanner that opens the link uses nothing up.
"""

from html import escape

from ingle.accounts.model import Letter

_HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family: sans-serif; max-width: 36em; margin: 2em auto; line-height: 1.5">
{body}
</body></html>
"""


def confirm_email(to: str, name: str, code: str, public_url: str) -> Letter:
    return _letter(
        to,
        "Confirm your e-mail address",
        [f"Hello {name},", "is this address yours? Then confirm it within a day, with this code:"],
        code,
        _link(public_url, "confirm-email", code),
        ["If you did not ask for this, do nothing."],
    )


def recover(to: str, name: str, code: str, public_url: str) -> Letter:
    return _letter(
        to,
        "Set a new password",
        [
            f"Hello {name},",
            "somebody asked for a new password for your account. If that was you, set one within an hour, with this code:",
        ],
        code,
        _link(public_url, "recover", code),
        ["If it was not you, do nothing: your password is what it was."],
    )


def email_changed(to: str, name: str, new: str) -> Letter:
    return _letter(
        to,
        "Your e-mail address was changed",
        [
            f"Hello {name},",
            f"your account's e-mail address is now {new}, and letters no longer come here.",
            "If that was not you, tell an administrator at once.",
        ],
    )


def password_changed(to: str, name: str) -> Letter:
    return _letter(
        to,
        "Your password was changed",
        [
            f"Hello {name},",
            "the password of your account was just changed.",
            "If that was not you, set a new one, and tell an administrator at once.",
        ],
    )


def _link(public_url: str, what: str, code: str) -> str:
    return f"{public_url.rstrip('/')}/#{what}={code}" if public_url else ""


def _letter(
    to: str,
    subject: str,
    before: list[str],
    code: str = "",
    link: str = "",
    after: list[str] | None = None,
) -> Letter:
    middle = [f"    {code}", *([f"or with this link: {link}"] if link else [])] if code else []
    text = "\n\n".join([*before, *middle, *(after or [])]) + "\n"
    parts = [f"<p>{escape(line)}</p>" for line in before]
    if code:
        parts.append(f'<p style="font-family: monospace; font-size: 1.3em">{escape(code)}</p>')
    if link:
        parts.append(f'<p>or <a href="{escape(link)}">with this link</a></p>')
    parts += [f"<p>{escape(line)}</p>" for line in after or []]
    return Letter(to, subject, text, _HTML.format(title=escape(subject), body="\n".join(parts)))
