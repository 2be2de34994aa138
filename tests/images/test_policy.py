"""What references mean, and which names and wishes are good."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingle.images import policy
from ingle.images.errors import ImageNameInvalidError, ImageRequestInvalidError, ReferenceInvalidError
from ingle.images.model import Build, ImageConfig, Import, Origin, Pull, Reference, Save, Source
from ingle.images.policy import parse_reference

SHA = "sha256:" + "0a" * 32
SAVE = Save(Origin("mch_1", "one", "img_1"), ImageConfig())


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("debian", Reference("docker.io", "library/debian", "latest")),
        ("debian:12", Reference("docker.io", "library/debian", "12")),
        ("team/app", Reference("docker.io", "team/app", "latest")),
        ("docker.io/debian", Reference("docker.io", "library/debian", "latest")),
        ("index.docker.io/team/app:1", Reference("docker.io", "team/app", "1")),
        ("localhost/x", Reference("localhost", "x", "latest")),
        ("localhost:5000/x", Reference("localhost:5000", "x", "latest")),
        ("localhost:5000/x:y", Reference("localhost:5000", "x", "y")),
        ("127.0.0.1:5000/a/b/c:v1.2-rc_3", Reference("127.0.0.1:5000", "a/b/c", "v1.2-rc_3")),
        ("[::1]:5000/x", Reference("[::1]:5000", "x", "latest")),
        ("ghcr.io/a/b@" + SHA, Reference("ghcr.io", "a/b", "", SHA)),
        ("registry.example:443/a:tag@" + SHA, Reference("registry.example:443", "a", "", SHA)),
        ("a__b/c-d.e", Reference("docker.io", "a__b/c-d.e", "latest")),
    ],
)
def test_references_are_read_as_registries_mean_them(text: str, reference: Reference) -> None:
    assert parse_reference(text) == reference


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "/", "x/", "/x", "a//b", "Upper/case", "x:", "x:ta g", "x@", "x@sha256:short", "x@md5:" + "0" * 32,
        "localhost:port/x", "-a.b/x", "a.b-/x", "x:" + "t" * 129, "../x", "x\n", "x y", "http://h.example/x",
        "h.example:999999/x", "a" * 300, "--flag", "-v",
    ],
)  # fmt: skip
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(ReferenceInvalidError):
        parse_reference(text)


@given(st.text(max_size=60))
def test_a_reference_is_understood_again_from_what_it_prints(text: str) -> None:
    try:
        reference = parse_reference(text)
    except ReferenceInvalidError:
        return
    assert parse_reference(str(reference)) == reference
    assert parse_reference(policy.familiar(reference)) == reference
    assert not str(reference).startswith("-")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("docker.io/library/debian:latest", "debian"),
        ("debian:12", "debian:12"),
        ("docker.io/team/app", "team/app"),
        ("localhost:5000/x:latest", "localhost:5000/x"),
        ("debian@" + SHA, "debian@" + SHA),
    ],
)
def test_people_see_the_short_form(text: str, short: str) -> None:
    assert policy.familiar(parse_reference(text)) == short
    assert short in policy.names_meant(text)


@pytest.mark.parametrize(
    "name", ["debian", "a", "localhost:5000/team/app:v1", "x@" + SHA, "My.Image_2", "[::1]:5000/x"]
)
def test_good_names(name: str) -> None:
    assert policy.check_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "import",
        "-x",
        "a b",
        "a//b",
        "a/../b",
        "./a",
        "a/",
        "/a",
        "ü",
        "a\0b",
        "x" * 256,
        "img_01jd8c7q4x9k2mzv5t3b6h0rnw",
        "a?b",
        "a%2fb",
    ],
)
def test_bad_names(name: str) -> None:
    with pytest.raises(ImageNameInvalidError):
        policy.check_name(name)


@pytest.mark.parametrize(
    "recipe",
    [
        Build("busybox", ("vim",)),
        Build("debian", ("-oDebug",)),
        Build("debian", ("vim,nano",)),
        Build("debian", ("vim nano",)),
        Build("debian", ("V",)),
        Build("debian", ("ok",) * 101),
    ],
)
def test_packages_are_debians_names_and_only_for_debian(recipe: Build) -> None:
    with pytest.raises(ImageRequestInvalidError):
        policy.check_recipe(recipe)


def test_default_names_come_from_the_wish() -> None:
    assert policy.default_name(Build("debian")) == "debian"
    assert policy.default_name(Pull(parse_reference("nginx:latest"))) == "nginx"
    for nameless in (Import(Path("x")), SAVE):
        with pytest.raises(ImageNameInvalidError):
            policy.default_name(nameless)


def test_what_is_saved_says_of_which_machine() -> None:
    assert policy.describe_origin(SAVE) == (Source.MACHINE, "mch_1")
