"""Conversations with models: the contract's messages as OpenAI's API has them, and answers in the contract's shapes. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ingle.ai import FAKE
from ingle.wire import ai as wire


class Complete(msgspec.Struct, frozen=True, kw_only=True):
    """What a call of `complete` says."""

    messages: list[dict[str, Any] | str]
    model: str | None = None
    stream: bool | None = None
    tools: list[dict[str, Any]] | None = None
    temperature: float | None = None
    max_tokens: int | None = None
    test_mode: bool | None = None  # ask no real model


def model_of(model: str | None, *, test_mode: bool | None) -> str:
    """Empty: the operator's choice."""
    return FAKE if test_mode else model or ""


def chat_of(asked: Complete) -> dict[str, Any]:
    """What the interface `chat` takes."""
    return {
        "messages": [message_of(one) for one in asked.messages],
        "model": model_of(asked.model, test_mode=asked.test_mode),
        "stream": bool(asked.stream),
        "tools": asked.tools or None,
        "temperature": asked.temperature,
        "max_tokens": asked.max_tokens,
    }


def message_of(told: Mapping[str, Any] | str) -> dict[str, Any]:
    """A text is something that the person says, and so is a message that does not say who."""
    if isinstance(told, str):
        return {"role": "user", "content": told}
    content = told.get("content")
    if isinstance(content, Mapping):
        content = [content]
    if isinstance(content, Sequence) and not isinstance(content, str):
        content = [_piece(one) for one in content]
    return {**told, "role": told.get("role") or "user", "content": content}


def _piece(told: Any) -> Any:
    """A text, or a picture that does not say it is one, as the other side wants it said."""
    if isinstance(told, str):
        return {"type": "text", "text": told}
    if isinstance(told, Mapping) and "type" not in told:
        for kind in ("image_url", "video_url"):
            if kind in told:
                return {"type": kind, **told}
    return told


def answer_of(answer: wire.ChatAnswer) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": answer.text, "refusal": None}
    if answer.tools:
        message["tool_calls"] = [_called(tool) for tool in answer.tools]
    return {
        "index": 0,
        "message": message,
        "finish_reason": answer.end.finish_reason,
        "usage": usage_of(answer.end),
    }


def usage_of(end: wire.ChatEnd) -> dict[str, int]:
    return {"prompt_tokens": end.input_tokens, "completion_tokens": end.output_tokens}


def line_of(part: wire.ChatPart) -> dict[str, Any]:
    """A line of a stream."""
    match part:
        case wire.ChatText(text):
            return {"type": "text", "text": text}
        case wire.ChatTool():
            return {"type": "tool_use", "id": part.id, "name": part.name, "input": _input(part.arguments)}
        case wire.ChatEnd():
            return {"type": "usage", "usage": usage_of(part)}


def _called(tool: wire.ChatTool) -> dict[str, Any]:
    return {"id": tool.id, "type": "function", "function": {"name": tool.name, "arguments": tool.arguments}}


def _input(arguments: str) -> Any:
    """What a model wrote need not be JSON."""
    try:
        return msgspec.json.decode(arguments)
    except msgspec.DecodeError:
        return arguments


def model_details(models: Sequence[wire.Model]) -> list[dict[str, str]]:
    return [{"id": one.id, "name": one.id, "provider": one.provider} for one in models]
