"""What goes wrong with a model's server, and that nobody learns the key by it."""

from collections.abc import AsyncIterator

import pytest

from ingle.ai import ModelAwayError, ModelBusyError, ModelRefusedError
from ingle.base.errors import IngleError
from ingle.drivers.ai.openai import OpenAiModels
from ingle.wire.ai import Chat, ChatMessage
from support.models import KEY, far_models


@pytest.fixture
async def driver() -> AsyncIterator[OpenAiModels]:
    async with far_models() as (url, _):
        driver = OpenAiModels(url, KEY, timeout_seconds=60)
        yield driver
        await driver.aclose()


async def chat(driver: OpenAiModels, model: str) -> None:
    asked = Chat(messages=[ChatMessage("user", "hello")])
    async for _ in driver.chat(asked, model):
        pass


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("strict", ModelRefusedError),
        ("busy", ModelBusyError),
        ("broken", ModelAwayError),
        ("garbled", ModelAwayError),
        ("strange", ModelAwayError),
    ],
)
async def test_troubles_are_told_as_ours(driver: OpenAiModels, model: str, error: type[IngleError]) -> None:
    with pytest.raises(error):
        await chat(driver, model)


async def test_the_servers_sentence_is_passed_on(driver: OpenAiModels) -> None:
    with pytest.raises(ModelRefusedError, match="max_tokens is too large"):
        await chat(driver, "strict")


async def test_a_wrong_key_is_never_repeated() -> None:
    async with far_models() as (url, _):
        driver = OpenAiModels(url, "sk-mistyped", timeout_seconds=60)
        with pytest.raises(ModelAwayError) as told:
            await driver.models()
        await driver.aclose()
    assert "Incorrect API key" in told.value.sentence
    assert "sk-mistyped" not in told.value.sentence


async def test_a_server_that_is_not_there_is_away() -> None:
    async with far_models() as (url, _):
        pass
    driver = OpenAiModels(url, KEY, timeout_seconds=60)
    with pytest.raises(ModelAwayError):
        await driver.models()
    await driver.aclose()
