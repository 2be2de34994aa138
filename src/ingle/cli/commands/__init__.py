"""One file per family of commands. Only click is imported at the top of each; the rest when a command runs."""
