"""Conversations, as models and as the contract have them."""

from typing import Any

import pytest

from ingle.puter.chats import Complete, answer_of, chat_of, line_of, message_of
from ingle.wire.ai import ChatAnswer, ChatEnd, ChatPart, ChatText, ChatTool

PICTURE = {"image_url": {"url": "data:image/png;base64,AA=="}}


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ("hello", {"role": "user", "content": "hello"}),
        ({"content": "hello"}, {"role": "user", "content": "hello"}),
        ({"role": "system", "content": "be brief"}, {"role": "system", "content": "be brief"}),
        (
            {"content": ["what is this?", PICTURE]},
            {
                "role": "user",
                "content": [{"type": "text", "text": "what is this?"}, {"type": "image_url", **PICTURE}],
            },
        ),
        (
            {"content": {"type": "text", "text": "a"}},
            {"role": "user", "content": [{"type": "text", "text": "a"}]},
        ),
        (
            {"role": "assistant", "tool_calls": []},
            {"role": "assistant", "tool_calls": [], "content": None},
        ),
    ],
)
def test_messages_become_those_of_the_other_side(told: Any, message: dict[str, Any]) -> None:
    assert message_of(told) == message


def test_a_test_asks_no_real_model() -> None:
    assert chat_of(Complete(messages=[], model="gpt", test_mode=True))["model"] == "fake"
    assert chat_of(Complete(messages=[], model="gpt"))["model"] == "gpt"


def test_an_answer_has_the_text_the_tools_and_what_it_took() -> None:
    told = answer_of(ChatAnswer("hi", [ChatTool("c1", "add", "{}")], ChatEnd("tool_calls", 3, 4)))
    assert told["message"]["content"] == "hi"
    assert told["message"]["tool_calls"] == [
        {"id": "c1", "type": "function", "function": {"name": "add", "arguments": "{}"}}
    ]
    assert (told["finish_reason"], told["usage"]) == (
        "tool_calls",
        {"prompt_tokens": 3, "completion_tokens": 4},
    )


@pytest.mark.parametrize(
    ("part", "line"),
    [
        (ChatText("a"), {"type": "text", "text": "a"}),
        (
            ChatTool("c1", "add", '{"a":1}'),
            {"type": "tool_use", "id": "c1", "name": "add", "input": {"a": 1}},
        ),
        (ChatTool("c1", "add", "{"), {"type": "tool_use", "id": "c1", "name": "add", "input": "{"}),
        (ChatEnd("stop", 1, 2), {"type": "usage", "usage": {"prompt_tokens": 1, "completion_tokens": 2}}),
    ],
)
def test_parts_become_lines(part: ChatPart, line: dict[str, Any]) -> None:
    assert line_of(part) == line
