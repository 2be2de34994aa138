"""What a chat's stream says, chunk by chunk (`chat.completion.chunk` of OpenAI's API): text is passed on, a tool's call comes in pieces and is told
whole. No I/O."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingle.wire.ai import ChatEnd, ChatPart, ChatText, ChatTool


@dataclass
class _Call:
    id: str = ""
    name: str = ""
    arguments: str = ""


class Talk:
    def __init__(self) -> None:
        self._calls: dict[int, _Call] = {}
        self._reason = "stop"
        self._tokens = (0, 0)

    def take(self, chunk: Mapping[str, Any]) -> Sequence[ChatPart]:
        """Raises KeyError, TypeError, AttributeError or IndexError for what is no chunk."""
        usage = chunk.get("usage")
        if usage:
            self._tokens = (usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0))
        parts: list[ChatPart] = []
        for choice in chunk["choices"][:1]:
            delta = choice.get("delta") or {}
            self._reason = choice.get("finish_reason") or self._reason
            for piece in delta.get("tool_calls") or ():
                self._collect(piece)
            if delta.get("content"):
                parts.append(ChatText(str(delta["content"])))
        return parts

    def end(self) -> Iterator[ChatPart]:
        for _, call in sorted(self._calls.items()):
            yield ChatTool(call.id, call.name, call.arguments)
        yield ChatEnd(self._reason, *self._tokens)

    def _collect(self, piece: Mapping[str, Any]) -> None:
        call = self._calls.setdefault(int(piece.get("index", len(self._calls))), _Call())
        function = piece.get("function") or {}
        call.id = piece.get("id") or call.id
        call.name = function.get("name") or call.name
        call.arguments += function.get("arguments") or ""
