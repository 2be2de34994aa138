"""Which model answers, and data: URLs."""

import pytest

from ingle.ai import Media, MediaInvalidError, ModelNotFoundError, policy


@pytest.mark.parametrize(
    ("model", "has_server", "fake"),
    [("fake", True, True), ("fake", False, True), ("", False, True), ("", True, False), ("gpt", True, False)],
)
def test_who_answers(model: str, has_server: bool, fake: bool) -> None:
    assert policy.is_fake(model, has_server=has_server) is fake


def test_without_a_server_there_is_no_other_model() -> None:
    with pytest.raises(ModelNotFoundError):
        policy.is_fake("gpt", has_server=False)


def test_data_urls_lead_back() -> None:
    media = Media("audio/wav", b"\0\1\2")
    assert policy.read_url(policy.write_url(media), "audio") == media
    assert policy.read_url("data:audio/ogg;codecs=opus;base64,AAEC", "audio") == Media("audio/ogg", b"\0\1\2")


@pytest.mark.parametrize(
    "url", ["", "http://x/", "data:image/png;base64,AAEC", "data:audio/wav,abc", "data:audio/wav;base64,%%"]
)
def test_what_is_no_sound_is_refused(url: str) -> None:
    with pytest.raises(MediaInvalidError):
        policy.read_url(url, "audio")
