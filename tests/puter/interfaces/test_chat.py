"""Conversations with the fake model, called as the contract's clients do."""

import json

import httpx

from support.puter import call, refused, result

CHAT = "puter-chat-completion"


async def test_the_fake_model_answers(ann: httpx.AsyncClient) -> None:
    said = await result(ann, CHAT, "complete", messages=[{"content": "hello"}], model="fake")
    assert said["message"] == {"role": "assistant", "content": "You said: hello", "refusal": None}
    assert said["finish_reason"] == "stop"
    assert await result(ann, CHAT, "list", provider="any") == ["fake"]
    assert (await result(ann, CHAT, "models"))[0]["id"] == "fake"


async def test_an_answer_comes_in_lines(ann: httpx.AsyncClient) -> None:
    answer = await call(ann, CHAT, "complete", messages=["hello"], stream=True, test_mode=True)
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    parts = [json.loads(line) for line in answer.text.splitlines()]
    assert "".join(part["text"] for part in parts if part["type"] == "text") == "You said: hello"
    assert parts[-1]["type"] == "usage"


async def test_a_tool_is_asked_for(ann: httpx.AsyncClient) -> None:
    tools = [{"type": "function", "function": {"name": "add"}}]
    said = await result(ann, CHAT, "complete", messages=["1+1"], tools=tools)
    assert said["message"]["tool_calls"][0]["function"]["name"] == "add"


async def test_a_model_that_is_not_there_is_told(ann: httpx.AsyncClient) -> None:
    assert refused(await call(ann, CHAT, "complete", messages=["a"], model="gpt")) == (404, "not_found")
    answer = await call(ann, CHAT, "complete", messages=["a"], model="gpt", stream=True)
    (line,) = answer.text.splitlines()
    assert json.loads(line)["error"]["code"] == "not_found"
    assert refused(await call(ann, CHAT, "complete")) == (400, "bad_request")
