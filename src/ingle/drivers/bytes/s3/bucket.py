"""One bucket as blocking calls, which are made on threads. Errors leave here as ByteStoreError, with the service's code and nothing that it was sent.

botocore signs, retries (four tries, with longer and longer pauses) and keeps connections; it is imported when a bucket is first used, because it takes
some tenths of a second and 24 MB.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from ingle.base.ids import is_id
from ingle.files.errors import ByteStoreError
from ingle.files.names import CONTENT
from ingle.files.settings import S3Settings

CONNECT_SECONDS = 5.0
SILENT_SECONDS = 60.0  # until a service that says nothing is given up
TRIES = 4
CONNECTIONS = 32  # that are kept; more are opened where more are read at once
_GONE = frozenset({"NoSuchKey", "NoSuchUpload", "404", "NotFound"})
_BEHIND_THE_END = frozenset({"InvalidRange", "416"})


class Found(NamedTuple):
    """Something that lies in the bucket."""

    key: str
    at: datetime  # when it was written, or begun, as the service's clock says
    upload: str = ""  # of one that was never finished


class Bucket:
    def __init__(self, name: str, settings: S3Settings) -> None:
        """`name`: what errors call it. Makes no request. Raises ByteStoreError for settings that make no sense together."""
        self._name = name
        self._bucket = settings.bucket
        self._prefix = settings.prefix
        with self._told():
            self._client = _client(settings)

    def put(self, key: str, body: BinaryIO) -> None:
        with self._told():
            self._client.put_object(**self._object(key), Body=body)

    def begin(self, key: str) -> str:
        """An upload in parts; its id."""
        with self._told():
            return str(self._client.create_multipart_upload(**self._object(key))["UploadId"])

    def put_part(self, key: str, upload: str, number: int, body: BinaryIO) -> str:
        """The part's tag, by which it is named at the end."""
        with self._told():
            answer = self._client.upload_part(
                **self._object(key), UploadId=upload, PartNumber=number, Body=body
            )
            return str(answer["ETag"])

    def finish(self, key: str, upload: str, tags: Sequence[str]) -> None:
        parts = [{"PartNumber": number, "ETag": tag} for number, tag in enumerate(tags, 1)]
        with self._told():
            self._client.complete_multipart_upload(
                **self._object(key), UploadId=upload, MultipartUpload={"Parts": parts}
            )

    def abort(self, key: str, upload: str) -> None:
        """One that is not there is no error."""
        with self._told(passed_over=_GONE):
            self._client.abort_multipart_upload(**self._object(key), UploadId=upload)

    def open(self, key: str, first: int, length: int | None) -> tuple[Any, int] | None:
        """What the bytes can be read from, and how many they are; None where the range lies behind the end."""
        asked = {} if first == 0 and length is None else {"Range": _range(first, length)}
        answer: Any = None
        with self._told(passed_over=_BEHIND_THE_END):
            answer = self._client.get_object(**self._object(key), **asked)
        return None if answer is None else (answer["Body"], int(answer["ContentLength"]))

    def read(self, body: Any, size: int) -> bytes:
        with self._told():
            data: bytes = body.read(size)
            return data

    def remove(self, key: str) -> None:
        """One that is not there is no error. One by one: what removes several at once is not the same with all services."""
        with self._told(passed_over=_GONE):
            self._client.delete_object(**self._object(key))

    def objects(self, after: str) -> tuple[list[Found], str | None]:
        """Part of what lies here from `after` on ("": from the start), and how to go on (None: that was all). What does not look like a content is
        not ours."""
        with self._told():
            going_on = {"ContinuationToken": after} if after else {}
            page = self._client.list_objects_v2(Bucket=self._bucket, Prefix=self._prefix, **going_on)
        found = [Found(self._key(each["Key"]), each["LastModified"]) for each in page.get("Contents", ())]
        return _ours(found), page.get("NextContinuationToken") if page.get("IsTruncated") else None

    def unfinished(self) -> list[Found]:
        """Uploads that were begun; at most a thousand, for more are found the next time."""
        with self._told():
            page = self._client.list_multipart_uploads(Bucket=self._bucket, Prefix=self._prefix)
        return _ours(
            Found(self._key(each["Key"]), each["Initiated"], each["UploadId"])
            for each in page.get("Uploads", ())
        )

    def close(self) -> None:
        self._client.close()

    def _object(self, key: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": self._prefix + key}

    def _key(self, named: str) -> str:
        return named[len(self._prefix) :]

    @contextmanager
    def _told(self, *, passed_over: frozenset[str] = frozenset()) -> Iterator[None]:
        """Raises ByteStoreError, without its cause: what a service says may have in it what it was sent."""
        from botocore.exceptions import (  # type: ignore[import-untyped]
            BotoCoreError,
            ClientError,
        )

        try:
            yield
        except ClientError as error:
            code = _code(error)
            if code in passed_over:
                return
            if code in _GONE:
                raise ByteStoreError(f"the bytes of this content are not in the store {self._name}") from None
            raise ByteStoreError(f"the store {self._name} refused: {code}") from None
        except (BotoCoreError, OSError) as error:
            raise ByteStoreError(
                f"the store {self._name} cannot be reached ({type(error).__name__})"
            ) from None


def _client(settings: S3Settings) -> Any:
    """Without keys they are looked for where Amazon's own tools look: the environment, `~/.aws`, the machine's role."""
    from botocore.config import Config  # type: ignore[import-untyped]
    from botocore.session import Session  # type: ignore[import-untyped]

    config = Config(
        signature_version="s3v4",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=SILENT_SECONDS,
        retries={"mode": "standard", "total_max_attempts": TRIES},
        max_pool_connections=CONNECTIONS,
        tcp_keepalive=True,
        s3={"addressing_style": "virtual" if settings.virtual_hosts else "path"},
        # Amazon's newer checksums are unknown to many others; ours, of the whole content, is in the database.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return Session().create_client(
        "s3",
        region_name=settings.region,
        endpoint_url=settings.endpoint or None,
        aws_access_key_id=settings.access_key.get_secret_value() or None,
        aws_secret_access_key=settings.secret_key.get_secret_value() or None,
        config=config,
    )


def _code(error: Exception) -> str:
    return str(getattr(error, "response", {}).get("Error", {}).get("Code", ""))


def _range(first: int, length: int | None) -> str:
    return f"bytes={first}-" if length is None else f"bytes={first}-{first + length - 1}"


def _ours(found: Any) -> list[Found]:
    return [each for each in found if is_id(each.key, CONTENT)]
