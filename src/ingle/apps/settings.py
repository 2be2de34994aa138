"""What can be set about apps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AppSettings:
    per_person: int = 200  # apps that one person may own; 0: any number
