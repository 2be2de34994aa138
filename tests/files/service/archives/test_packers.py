"""Archives as they are written are read by others."""

import io
import tarfile
import zipfile

import pytest

from ingle.files.service.archives.packers import Format, Member, make_packer

FILES = {
    "top/ä ☃.txt": b"hello" * 1000,
    "top/empty": b"",
    "top/" + "n" * 200 + "/" + "m" * 200: b"x" * 513,
    "top/block": b"y" * 512,
}
AT_US = 1_700_000_000_500_000


def packed(format_: Format, at_us: int = AT_US) -> bytes:
    packer = make_packer(format_)
    made = packer.begin(Member("top", directory=True, size=0, modified_us=at_us)) + packer.end()
    for path, data in FILES.items():
        made += packer.begin(Member(path, directory=False, size=len(data), modified_us=at_us))
        for start in range(0, len(data), 1000):
            made += packer.add(data[start : start + 1000])
        made += packer.end()
    return made + packer.finish()


def test_a_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(packed("zip"))) as archive:
        assert archive.testzip() is None
        assert {
            info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()
        } == FILES
        assert archive.namelist()[0] == "top/"
        assert archive.infolist()[1].date_time == (2023, 11, 14, 22, 13, 20)


@pytest.mark.parametrize("format_", ["tar", "tar.gz"])
def test_a_tar(format_: Format) -> None:
    data = packed(format_)
    assert (data[:2] == b"\x1f\x8b") == (format_ == "tar.gz")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        found = {}
        for member in archive:
            if member.isfile():
                file = archive.extractfile(member)
                assert file is not None
                found[member.name] = file.read()
                assert member.mtime == 1_700_000_000.5
        assert found == FILES
        assert archive.getmember("top").isdir()


@pytest.mark.parametrize("at_us", [-(10**16), 0, 10**16])
def test_times_that_a_zip_cannot_say_are_the_nearest(at_us: int) -> None:
    with zipfile.ZipFile(io.BytesIO(packed("zip", at_us))) as archive:
        assert archive.infolist()[0].date_time[0] in {1980, 2107}
