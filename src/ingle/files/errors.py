"""What can go wrong with files."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError, UnavailableError


class EntryNotFoundError(NotFoundError):
    """There is no such entry, or the caller may not know of it."""

    code = "file_not_found"


class VersionNotFoundError(NotFoundError):
    code = "version_not_found"


class AccessDeniedError(IngleError):
    """The caller may know of the entry, and may not do this with it; `needed` and `mode` say what is missing."""

    kind = Kind.FORBIDDEN
    code = "access_denied"


class FileNameInvalidError(InvalidError):
    """A name that an entry cannot have; `reason` is a stable word for why."""

    code = "file_name_invalid"


class PathInvalidError(InvalidError):
    code = "path_invalid"


class EntryExistsError(ConflictError):
    """The name is taken in this directory; `name` says which."""

    code = "file_exists"


class NotDirectoryError(ConflictError):
    code = "not_a_directory"


class NotFileError(ConflictError):
    """A directory or a shortcut has no content."""

    code = "not_a_file"


class DirectoryNotEmptyError(ConflictError):
    code = "directory_not_empty"


class EntryImmutableError(ConflictError):
    """A directory that every tree has is not moved, renamed or removed."""

    code = "file_immutable"


class IntoItselfError(ConflictError):
    """A directory cannot lie in itself."""

    code = "directory_into_itself"


class TooDeepError(InvalidError):
    code = "too_deep"


class TooManyEntriesError(IngleError):
    """More than may be asked for or changed at once."""

    kind = Kind.TOO_LARGE
    code = "too_many_files"


class PropertiesTooLargeError(IngleError):
    """What WebDAV clients keep with an entry would be more than fits."""

    kind = Kind.EXHAUSTED
    code = "properties_too_large"


class NotInTrashError(ConflictError):
    code = "not_in_trash"


class ContentChangedError(ConflictError):
    """The file is not any more what the caller thought it was; `etag` says what it is now."""

    code = "content_changed"


class StorageFullError(IngleError):
    """A person's files would take more than they may; nothing was written."""

    kind = Kind.EXHAUSTED
    code = "storage_limit_reached"


class ChangesMissedError(IngleError):
    """Changes since this number are no longer known; read the tree anew."""

    kind = Kind.CONFLICT
    code = "changes_missed"


class ByteStoreError(UnavailableError):
    """The bytes cannot be written or read where they lie."""

    code = "byte_store_unavailable"


class ByteStoreFullError(ByteStoreError):
    """There is no room where the bytes would lie; nothing of them stays."""

    kind = Kind.EXHAUSTED
    code = "byte_store_full"


class UploadNotFoundError(NotFoundError):
    """There is none, it has expired or was given up, or it is somebody else's."""

    code = "upload_not_found"


class UploadIncompleteError(ConflictError):
    """Parts are missing: `missing` lists the first of their numbers; or fewer bytes came than were announced."""

    code = "upload_incomplete"


class UploadClosedError(ConflictError):
    """It is a file already, and takes no more parts."""

    code = "upload_closed"


class UploadChangedError(ConflictError):
    """Another part came while the file was put together; complete it again."""

    code = "upload_changed"


class ContentMismatchError(ConflictError):
    """What came has not the SHA-256 that was announced; `sha256` says which it has."""

    code = "content_mismatch"


class PartTooLargeError(IngleError):
    kind = Kind.TOO_LARGE
    code = "part_too_large"


class TooManyUploadsError(IngleError):
    """As many are under way as one may have; complete some or give them up."""

    kind = Kind.EXHAUSTED
    code = "too_many_uploads"


class SignatureInvalidError(IngleError):
    """A signed URL that was never given, has run out, was revoked, or is for something else."""

    kind = Kind.FORBIDDEN
    code = "signature_invalid"

    def __init__(self) -> None:
        super().__init__(
            "this address is not valid, or not any more; ask whoever gave it to you for another one"
        )


class SigningDeniedError(IngleError):
    """Who comes by a link, or by a token that may use only what was granted to it, passes nothing on."""

    kind = Kind.FORBIDDEN
    code = "may_not_sign"


class ArchiveInvalidError(InvalidError):
    """No archive that we can read, or a damaged one. Nothing was made of it."""

    code = "archive_invalid"


class ArchiveUnsafeError(InvalidError):
    """A member's path leads out of the archive. Nothing was made of it."""

    code = "archive_unsafe"


class ArchiveTooLargeError(IngleError):
    """It unpacks to more than one may; `limit` says of what. Nothing was made of it."""

    kind = Kind.TOO_LARGE
    code = "archive_too_large"


class NoThumbnailError(NotFoundError):
    """There is no small picture to be had of this file."""

    code = "no_thumbnail"
