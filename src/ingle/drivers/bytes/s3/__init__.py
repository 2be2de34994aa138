"""Contents as objects of any S3-compatible service."""

from ingle.drivers.bytes.s3.store import S3Bytes

__all__ = ["S3Bytes"]
