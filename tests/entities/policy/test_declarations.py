"""What an extension cannot declare."""

from dataclasses import replace

import pytest

from ingle.entities.model import Collection, Field, FieldType
from ingle.entities.policy import objections
from support.boxes import NOTES, TASKS

FINE = Collection("box.a", (Field("b"),), read="box:read", write="box:write")


@pytest.mark.parametrize("collection", [FINE, TASKS, NOTES])
def test_what_is_right_is_not_objected_to(collection: Collection) -> None:
    assert list(objections(collection)) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (replace(FINE, name="box"), "EXTENSION.NAME"),
        (replace(FINE, name="box.A/b"), "EXTENSION.NAME"),
        (replace(FINE, fields=()), "no fields"),
        (replace(FINE, fields=(Field("b"), Field("b", FieldType.FLAG))), "two fields"),
        (replace(FINE, fields=(Field('b"'),)), "letters"),
        (replace(FINE, fields=(Field("owner"),)), "own fields"),
        (replace(FINE, fields=(Field("b", FieldType.FLAG, most=1),)), "least or most"),
        (replace(FINE, fields=(Field("b", FieldType.JSON, unique=True),)), "unique"),
        (replace(FINE, fields=(Field("b", most=1, default="ab"),)), "at most 1"),
    ],
)
def test_what_is_wrong_is_told(wrong: Collection, told: str) -> None:
    (objection,) = objections(wrong)
    assert told in objection
