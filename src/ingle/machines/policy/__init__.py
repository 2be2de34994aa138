"""What should happen, decided from values alone: no clock, no disk, no waiting."""
