"""The synchronous face: the same objects and verbs without await. Thin on purpose; all that is done is done in the asynchronous ones."""
