"""What the contract has and this house has not, and why: rows of data. Whoever asks for it is told so, which is more than that there is no such endpoint."""

from collections.abc import Mapping

_NO_TEAMS = "there are no teams here: people share with one another, and with groups"
_NO_WORKERS = "nothing runs here while its page is closed; a machine can listen to what happens to files"
_NO_PROOF = "phones and cards prove nobody here"
_NO_CALLS = "pages do not call one another through this house"
_NO_FEEDBACK = "apps take no feedback here"

PATHS: Mapping[str, str] = {
    "/teams": _NO_TEAMS,
    "/events": _NO_WORKERS,
    "/peer": _NO_CALLS,
    "/turn": _NO_CALLS,
    "/wisp": "this house opens no connections for pages; a machine can, and `ingle forward` reaches its ports",
    "/broadcast": "this house is one server, and has no others to tell",
    "/app-feedback": _NO_FEEDBACK,
    "/card-verification": _NO_PROOF,
    "/send-confirm-phone": _NO_PROOF,
    "/confirm-phone": _NO_PROOF,
    "/share/blocks": "nobody is invited here from outside, so there are no senders to block",
    "/update-fsentry-thumbnail": "the house makes thumbnails itself, of what files hold",
    "/puterai/openai": "models are called by /drivers/call",
    "/puterai/anthropic": "models are called by /drivers/call",
    "/auth/oidc/verify-popup-return": "who proves themself by their provider comes back to a page of this house",
}
"""What a path begins with, and the sentence that its asker is told."""

INTERFACES: Mapping[str, str] = {
    "puter-email": "no mail is sent for apps here",
    "puter-speech2speech": "no model here makes another voice of one",
    "puter-video-generation": "no model here makes videos",
    "workers": "no workers run here; a machine can serve what one would",
}
"""Interfaces that are only on the hosted service. Nobody who asks what there is hears of them; an extension may provide them."""
