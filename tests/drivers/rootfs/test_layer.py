"""What one layer's entries mean: containment, whiteouts, and what an entry may claim."""

import io
import tarfile

import pytest

from ingle.drivers.rootfs.layer import apply_changes, clean_path, read_changes
from ingle.drivers.rootfs.limits import Budget, Limits
from ingle.drivers.rootfs.tree import Inode, Tree, Type
from ingle.images.errors import ImageError, ImageInvalidError, ImageTooLargeError
from support.archives import Entry, device, directory, file, hardlink, layer, symlink


def merge(budget: Budget, *layers: bytes) -> dict[str, Inode]:
    """Path -> inode of the layers, the lowest first."""
    tree = Tree(budget)
    for number, one in enumerate(layers):
        apply_changes(tree, read_changes(io.BytesIO(one), number, budget))
    return {"/".join(parts): inode for parts, inode in tree.walk()}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("./a/b", ("a", "b")),
        ("/etc/passwd", ("etc", "passwd")),
        ("../../etc/passwd", ("etc", "passwd")),
        ("a/../../b", ("b",)),
        ("a//b/./c/", ("a", "b", "c")),
        (".", ()),
        ("...", ("...",)),
    ],
)
def test_paths_are_read_as_in_a_chroot(text: str, parts: tuple[str, ...]) -> None:
    assert clean_path(text, Limits()) == parts


@pytest.mark.parametrize("text", ["a\0b", "x" * 256, "a/" * 2100])
def test_paths_that_linux_could_not_open_are_refused(text: str) -> None:
    with pytest.raises(ImageInvalidError):
        clean_path(text, Limits())


def test_a_whiteout_hides_what_lies_below_even_when_it_comes_after_the_layers_own_entry(
    budget: Budget,
) -> None:
    lower = layer(file("etc/a", b"old"), file("etc/b"), file("etc/dir/c"))
    upper = layer(file("etc/a", b"new"), file("etc/.wh.a"), file("etc/.wh.b"), file("etc/.wh.dir"))
    found = merge(budget, lower, upper)
    assert set(found) == {"etc", "etc/a"}
    content = found["etc/a"].content
    assert content is not None
    assert content.layer == 1


def test_an_opaque_directory_hides_everything_below_but_keeps_the_layers_own(budget: Budget) -> None:
    lower = layer(file("d/old"), file("d/sub/old"))
    upper = layer(file("d/new"), file("d/.wh..wh..opq"))
    assert set(merge(budget, lower, upper)) == {"d", "d/new"}


def test_other_aufs_marks_mean_nothing(budget: Budget) -> None:
    assert (
        merge(budget, layer(file(".wh..wh.plnk/1"), directory(".wh..wh.aufs"), file("d/.wh..wh.orph"))) == {}
    )


@pytest.mark.parametrize("name", [".wh.", "a/.wh..", "a/.wh..."])
def test_whiteouts_of_nothing_and_of_dots_are_refused(budget: Budget, name: str) -> None:
    with pytest.raises(ImageInvalidError):
        merge(budget, layer(file("a/b")), layer(file(name)))


def test_a_whiteout_through_a_link_stays_inside(budget: Budget) -> None:
    lower = layer(file("real/f"), symlink("link", "/real"), symlink("out", "../../../real"))
    assert "real/f" not in merge(budget, lower, layer(file("link/.wh.f")))
    assert "real/f" not in merge(budget, lower, layer(file("out/.wh.f")))
    assert "real/f" in merge(budget, lower, layer(file("nowhere/.wh.f"), file("real/f/.wh.g")))


def test_entries_below_a_link_go_where_it_leads_inside_the_tree(budget: Budget) -> None:
    found = merge(budget, layer(directory("usr/bin"), symlink("bin", "usr/bin")), layer(file("bin/tool")))
    assert "usr/bin/tool" in found
    assert found["bin"].type is Type.SYMLINK


@pytest.mark.parametrize("target", ["/", "../../..", "/etc/../../..", "."])
def test_links_to_the_outside_lead_to_the_trees_own_root(budget: Budget, target: str) -> None:
    found = merge(budget, layer(symlink("esc", target), file("esc/etc/passwd", b"mine")))
    assert set(found) == {"esc", "etc", "etc/passwd"}


def test_a_dangling_link_on_the_way_makes_the_directory_it_names(budget: Budget) -> None:
    assert "data/x/f" in merge(budget, layer(symlink("l", "/data/x"), file("l/f")))


def test_link_loops_end(budget: Budget) -> None:
    with pytest.raises(ImageInvalidError, match="too many symbolic links"):
        merge(budget, layer(symlink("a", "b"), symlink("b", "a"), file("a/f")))


def test_a_directory_entry_keeps_what_is_in_it_and_a_file_entry_does_not(budget: Budget) -> None:
    lower = layer(file("d/f"), symlink("l", "d"))
    assert set(merge(budget, lower, layer(directory("d", 0o700)))) == {"d", "d/f", "l"}
    assert set(merge(budget, lower, layer(file("d")))) == {"d", "l"}
    assert merge(budget, lower, layer(directory("l")))["l"].type is Type.DIRECTORY


def test_the_last_of_two_entries_wins(budget: Budget) -> None:
    found = merge(budget, layer(file("f", mode=0o600), file("f", b"xyz", mode=0o4755)))
    assert (found["f"].size, found["f"].mode) == (3, 0o4755)


def test_a_hard_link_shares_the_inode_also_of_a_lower_layer(budget: Budget) -> None:
    found = merge(budget, layer(file("a", b"1")), layer(hardlink("b", "/a"), hardlink("c", "../b")))
    assert found["a"] is found["b"] is found["c"]
    replaced = merge(budget, layer(file("a", b"1"), hardlink("b", "a")), layer(file("a", b"22")))
    assert (replaced["a"].size, replaced["b"].size) == (2, 1)


@pytest.mark.parametrize("target", ["missing", "/etc/shadow", "../../../../etc/shadow", "d", "."])
def test_hard_links_to_nothing_to_directories_and_to_the_outside_are_refused(
    budget: Budget, target: str
) -> None:
    with pytest.raises(ImageInvalidError, match="hard link"):
        merge(budget, layer(directory("d"), hardlink("x", target)))


def test_a_hard_link_to_a_link_is_the_link(budget: Budget) -> None:
    assert merge(budget, layer(symlink("s", "/etc"), hardlink("h", "s")))["h"].type is Type.SYMLINK


def test_devices_pipes_and_special_bits_are_kept(budget: Budget) -> None:
    found = merge(
        budget,
        layer(
            device("c", tarfile.CHRTYPE, 1, 3),
            device("b", tarfile.BLKTYPE, 259, 70000),
            Entry("p", tarfile.FIFOTYPE),
            directory("t", 0o1777),
            file("s", mode=0o6755, uid=70000, gid=2**31),
        ),
    )
    assert (found["c"].type, found["c"].device) == (Type.CHAR, (1, 3))
    assert (found["b"].type, found["b"].device) == (Type.BLOCK, (259, 70000))
    assert found["p"].type is Type.FIFO
    assert found["t"].mode == 0o1777
    assert (found["s"].mode, found["s"].uid, found["s"].gid) == (0o6755, 70000, 2**31)


def test_xattrs_are_kept_byte_for_byte_but_not_orders_to_the_overlay(budget: Budget) -> None:
    pax = {
        "SCHILY.xattr.security.capability": "\x01\x00\x00\x02\udcff",
        "SCHILY.xattr.user.note": "ü",
        "SCHILY.xattr.trusted.overlay.redirect": "/etc",
        "SCHILY.xattr.user.overlay.opaque": "y",
        "SCHILY.xattr.system.posix_acl_access": "x",
    }
    found = merge(budget, layer(file("f", pax=pax)))
    assert found["f"].xattrs == {"security.capability": b"\x01\x00\x00\x02\xff", "user.note": "ü".encode()}


@pytest.mark.parametrize(
    "entry",
    [
        Entry("x", b"Z"),
        Entry("s", tarfile.SYMTYPE, link=""),
        device("d", tarfile.CHRTYPE, 4096, 0),
        device("d", tarfile.BLKTYPE, 0, 2**20),
        file("f", pax={"uid": "-1"}),
        file("f", pax={"gid": str(2**32)}),
        file("f", pax={"path": "a\0b"}),
        file("f", pax={"SCHILY.xattr.user.big": "x" * 70_000}),
        file(".", b"the root as a file"),
        Entry("", tarfile.SYMTYPE, link="/etc"),
    ],
)
def test_what_cannot_be_is_refused(budget: Budget, entry: Entry) -> None:
    with pytest.raises(ImageInvalidError):
        merge(budget, layer(entry))


@pytest.mark.parametrize("mtime", ["-5", "nan", "inf", "1e300", "99999999999"])
def test_absurd_times_are_made_bearable(budget: Budget, mtime: str) -> None:
    assert 0 <= merge(budget, layer(file("f", pax={"mtime": mtime})))["f"].mtime < 2**32


def test_something_below_a_file_is_refused(budget: Budget) -> None:
    with pytest.raises(ImageInvalidError, match="not a directory"):
        merge(budget, layer(file("f"), file("f/g")))


def test_entries_and_the_directories_they_imply_are_counted(tiny: Budget) -> None:
    with pytest.raises(ImageTooLargeError):
        merge(tiny, layer(*(file(str(number)) for number in range(60))))


def test_deep_paths_are_counted_too(tiny: Budget) -> None:
    with pytest.raises(ImageTooLargeError):
        merge(tiny, layer(file("/".join("abcdefghij" * 11))))


def test_errors_show_paths_harmlessly(budget: Budget) -> None:
    with pytest.raises(ImageError) as caught:
        merge(budget, layer(hardlink("\x1b[31m\udcff", "nö")))
    assert caught.value.sentence.isascii()
    assert caught.value.sentence.isprintable()
