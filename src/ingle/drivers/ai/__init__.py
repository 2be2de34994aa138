"""Who has models: any server with OpenAI's API, or nobody (`fake`)."""
