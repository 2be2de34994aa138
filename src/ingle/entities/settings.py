"""What can be set about entities."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EntitySettings:
    per_person: int = 100_000  # that one person may have, over all collections; 0: any number
    mib_per_person: int = 64  # that they may take as JSON; 0: any amount
