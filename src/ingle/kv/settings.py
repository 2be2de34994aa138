"""What can be set about the key-value store."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KvSettings:
    keys_per_person: int = 100_000  # that one person may have, over all apps; 0: any number
    mib_per_person: int = 256  # that they may take, keys and values together; 0: any amount
