"""What can be set about AI: one server that speaks OpenAI's API, wherever it is."""

from dataclasses import dataclass

from pydantic import SecretStr

_NO_KEY = SecretStr("")


@dataclass(frozen=True)
class AiSettings:
    base_url: str = (
        ""  # of a server with OpenAI's API: `http://127.0.0.1:11434/v1`; empty: the fake model only
    )
    key: SecretStr = _NO_KEY  # for that server; not as a flag, which everybody on the host sees
    chat_model: str = ""  # for callers that name none; empty: the server's first, for this and the others
    image_model: str = ""  # the same for pictures
    speech_model: str = ""  # the same for speaking
    transcription_model: str = ""  # the same for hearing
    timeout_seconds: float = 120.0  # until a server that says nothing is given up
