"""The words of files: identifiers' prefixes, scopes, and the directories that every tree has."""

ENTRY = "ent"
CONTENT = "cnt"
VERSION = "ver"
UPLOAD = "upl"

READ = "files:read"
WRITE = "files:write"

TRASH = "Trash"
APP_DATA = "AppData"
DIRECTORIES = ("Desktop", "Documents", "Pictures", "Music", "Videos", "Public", APP_DATA, TRASH)

ENTRY_KIND = "entry"  # as objects of grants
