"""What a signed URL says, and whether it is ours."""

import pytest

from ingle.files.errors import SignatureInvalidError
from ingle.files.policy import Act, Statement, sign, verify

KEY = b"k" * 32
READ = Statement("read", "ent_1", "usr_ann", "", 1_000, 2_000)


def test_what_was_signed_is_understood_until_it_runs_out() -> None:
    signature = sign(READ, KEY)
    assert verify(signature, KEY, act="read", now_us=1_999) == READ
    with pytest.raises(SignatureInvalidError):
        verify(signature, KEY, act="read", now_us=2_000)


def test_whoever_may_write_may_read_and_not_the_other_way() -> None:
    assert verify(sign(READ._replace(act="write"), KEY), KEY, act="read", now_us=0).entry == "ent_1"
    with pytest.raises(SignatureInvalidError):
        verify(sign(READ, KEY), KEY, act="write", now_us=0)


@pytest.mark.parametrize("act", ["read", "write"])
def test_whoever_may_send_an_upload_may_do_nothing_else(act: Act) -> None:
    signature = sign(READ._replace(act="upload", entry="upl_1"), KEY)
    assert verify(signature, KEY, act="upload", now_us=0).entry == "upl_1"
    with pytest.raises(SignatureInvalidError):
        verify(signature, KEY, act=act, now_us=0)
    with pytest.raises(SignatureInvalidError):
        verify(sign(READ._replace(act=act), KEY), KEY, act="upload", now_us=0)


def test_every_character_counts() -> None:
    signature = sign(READ, KEY)
    for place in range(len(signature)):
        for other in "A.é":
            changed = signature[:place] + other + signature[place + 1 :]
            if changed == signature:
                continue
            try:
                assert verify(changed, KEY, act="read", now_us=0) == READ  # spare bits of base 64
            except SignatureInvalidError:
                continue
    with pytest.raises(SignatureInvalidError):
        verify(signature, b"x" * 32, act="read", now_us=0)


@pytest.mark.parametrize("text", ["", ".", "a.b", "\0", "é.é", "=.=", "A" * 5000, "e30.", sign(READ, b"")])
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(SignatureInvalidError):
        verify(text, KEY, act="read", now_us=0)
