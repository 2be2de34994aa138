"""Which models are told of."""

import httpx
import pytest


@pytest.mark.parametrize(("kind", "names"), [("chat", ["fake"]), ("image", ["fake"]), ("video", [])])
async def test_models_of_a_kind(ann: httpx.AsyncClient, kind: str, names: list[str]) -> None:
    assert (await ann.get(f"/puterai/{kind}/models")).json() == {"models": names}
    details = (await ann.get(f"/puterai/{kind}/models/details")).json()["models"]
    assert [one["id"] for one in details] == names
