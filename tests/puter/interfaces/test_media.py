"""Pictures and voices by the fake model, called as the contract's clients do."""

import httpx
import pytest

from support.puter import call, refused, result

SOUND = "data:audio/wav;base64,UklGRg=="
PICTURE = "data:image/png;base64,iVBORw0KGgo="


async def test_media_are_made_and_understood(ann: httpx.AsyncClient) -> None:
    fake = {"test_mode": True}
    picture = await result(ann, "puter-image-generation", "generate", prompt="a cat", **fake)
    assert picture.startswith("data:image/png;base64,")
    speech = await result(ann, "puter-tts", "synthesize", text="hello", **fake)
    assert speech.startswith("data:audio/wav;base64,")
    hear = "puter-speech2txt"
    assert (await result(ann, hear, "transcribe", file=SOUND, **fake))["text"] == "You played 4 bytes."
    assert (await result(ann, hear, "translate", file=SOUND, **fake))["text"] == "You played 4 bytes."
    read = await result(ann, "puter-ocr", "recognize", source=PICTURE, **fake)
    assert read["text"].startswith("You said:")


async def test_what_there_is_is_told(ann: httpx.AsyncClient) -> None:
    assert (await result(ann, "puter-image-generation", "models"))[0]["id"] == "fake"
    assert (await result(ann, "puter-tts", "list_engines", provider="x"))[0]["id"] == "fake"
    assert await result(ann, "puter-tts", "list_voices") == []
    assert (await result(ann, "puter-speech2txt", "list"))[0]["id"] == "fake"


@pytest.mark.parametrize(
    ("interface", "method", "arguments"),
    [
        ("puter-speech2txt", "transcribe", {"file": "/ann/a.wav"}),
        ("puter-ocr", "recognize", {"source": "/ann/a.png"}),
        ("puter-tts", "synthesize", {}),
    ],
)
async def test_media_are_data_urls(
    ann: httpx.AsyncClient, interface: str, method: str, arguments: dict[str, str]
) -> None:
    assert refused(await call(ann, interface, method, **arguments)) == (400, "bad_request")
