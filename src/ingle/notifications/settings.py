"""What can be set about notifications."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NotificationSettings:
    per_person: int = 1000  # that are kept; of more, the oldest are forgotten
