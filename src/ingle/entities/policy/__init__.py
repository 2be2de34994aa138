"""What can be declared, what a field can be, what can be asked: pure decisions, one file a subject."""

from ingle.entities.policy.conditions import Words, conditions_of, in_words
from ingle.entities.policy.declarations import objections
from ingle.entities.policy.reach import check_room, reach_of
from ingle.entities.policy.values import key_of, size_of, whole

__all__ = [
    "Words",
    "check_room",
    "conditions_of",
    "in_words",
    "key_of",
    "objections",
    "reach_of",
    "size_of",
    "whole",
]
