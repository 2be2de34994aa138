"""The command line: `ingle …`. Data on stdout, everything else on stderr, exit codes from error kinds.

Start-up time is a budget (docs/decisions/cli-start.md): `main` decides what to import, each command imports what it needs when it runs.
"""
