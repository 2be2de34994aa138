"""What the interfaces `chat`, `images`, `speech`, `transcription` and `ocr` take and answer. Pictures and sounds go as data: URLs."""

from typing import Any, Literal

import msgspec


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A method without arguments."""


class Model(msgspec.Struct, frozen=True):
    id: str
    provider: str


class Models(msgspec.Struct, frozen=True):
    models: list[Model]


class ChatMessage(msgspec.Struct, frozen=True, omit_defaults=True):
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[dict[str, Any]] | None = None  # text, or parts as OpenAI's API has them
    name: str | None = None
    tool_calls: list[dict[str, Any]] | None = None
    tool_call_id: str | None = None


class Chat(msgspec.Struct, frozen=True, kw_only=True):
    messages: list[ChatMessage]
    model: str = ""  # default: the operator's choice
    stream: bool = False  # answer `ChatText`, `ChatTool` and `ChatEnd` as lines
    tools: list[dict[str, Any]] | None = None
    temperature: float | None = None
    max_tokens: int | None = None


class ChatText(msgspec.Struct, frozen=True, tag="text"):
    """The next words."""

    text: str


class ChatTool(msgspec.Struct, frozen=True, tag="tool_use"):
    """The model wants a tool to be called."""

    id: str
    name: str
    arguments: str  # JSON, as the model wrote it


class ChatEnd(msgspec.Struct, frozen=True, tag="end"):
    finish_reason: str = "stop"
    input_tokens: int = 0
    output_tokens: int = 0


ChatPart = ChatText | ChatTool | ChatEnd


class ChatAnswer(msgspec.Struct, frozen=True):
    """All of it at once."""

    text: str
    tools: list[ChatTool]
    end: ChatEnd


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    prompt: str
    model: str = ""
    size: str = ""  # like 1024x1024; default: the model's


class Speak(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    voice: str = ""
    model: str = ""


class Transcribe(msgspec.Struct, frozen=True, kw_only=True):
    sound: str  # a data: URL
    model: str = ""
    language: str = ""  # ISO 639-1; default: heard
    translate: bool = False  # into English


class Recognize(msgspec.Struct, frozen=True, kw_only=True):
    picture: str  # a data: URL
    model: str = ""


class Media(msgspec.Struct, frozen=True):
    url: str  # a data: URL


class Text(msgspec.Struct, frozen=True):
    text: str
