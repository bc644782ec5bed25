"""Bytes on disk to text, and which files are refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.errors import CannotRun
from evtrack.model import Input
from evtrack.readers.text import decode, encode, lines_of, read_input

TEXT = "Naïve café — “tea”\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
as_root = os.geteuid() == 0 if hasattr(os, "geteuid") else False


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        ((TEXT + "plain").encode("utf-16-le"), "utf-16-le"),
        ((TEXT + "plain").encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "utf-32"),
        (b"\x00\x00\xfe\xff" + TEXT.encode("utf-32-be"), "utf-32"),
    ],
)
def test_the_encodings_that_are_read(data: bytes, encoding: str) -> None:
    text, name = decode(data, "claims.csv")

    assert encode(text, Input("claims.csv", text, data, name)) == data
    if "plain" in text:  # mostly Latin, which is what tells UTF-16 without a mark
        text = text.removesuffix("plain")
    assert (text, name) == (TEXT, encoding)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PNG, id="a picture"),
        pytest.param(b"claim_id\x00claims\n", id="a NUL"),
        pytest.param(b"\xef\xbb\xbfclaim\x00", id="a NUL behind a mark"),
        pytest.param(b"\xef\xbb\xbf\xff", id="not what its mark says"),
        pytest.param(b"\xff\xfea", id="half a character of UTF-16"),
        pytest.param(b"\xff\xfe\x00\xd8", id="half a pair of UTF-16"),
        pytest.param(b"caf\xe9 \x81", id="neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(CannotRun, match=r"^claims\.csv: not a text file; save it as UTF-8 text"):
        decode(data, "claims.csv")


@given(st.binary(max_size=60))
def test_any_bytes_are_text_without_nul_or_are_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "claims.csv")
    except CannotRun:
        return
    assert "\0" not in text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\nb\r\nc\rd", ["a\n", "b\r\n", "c\r", "d"]),
        ("a\r\r\nb", ["a\r", "\r\n", "b"]),
        ("a\x0bb\x0cc\x85d\u2028e", ["a\x0bb\x0cc\x85d\u2028e"]),
    ],
)
def test_a_line_ends_at_line_feeds_and_carriage_returns_only(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


# Files


@pytest.mark.parametrize("name", ["claims.csv", "my claims.csv", "Übersicht 文.csv", "-rf"])
def test_a_file_is_read_with_its_checksum(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TEXT.encode())

    source = read_input(tmp_path, name, "claims")

    assert (source.path, source.text, source.encoding) == (name, TEXT, "utf-8")
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_link_within_the_project_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("claim_id")
    (tmp_path / "claims.csv").symlink_to("real.csv")

    assert read_input(tmp_path, "claims.csv", "claims").text == "claim_id"


def refusal(root: Path, path: str = "claims.csv") -> str:
    with pytest.raises(CannotRun) as refused:
        read_input(root, path, "claims")
    return str(refused.value)


def test_an_absent_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"claims.csv: not found in {tmp_path}; put the claims there, set another name in the "
        "config, or name the project's folder with --project"
    )


def test_a_directory(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").mkdir()

    assert refusal(tmp_path) == "claims.csv: not a file; it should hold the claims"


def test_a_pipe_is_refused_before_anybody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "claims.csv")

    assert refusal(tmp_path) == "claims.csv: not a file; it should hold the claims"


def test_a_link_out_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    root = tmp_path / "project"
    root.mkdir()
    (root / "claims.csv").symlink_to("../secret")

    assert refusal(root) == "claims.csv: leads out of the project; keep the claims inside it"


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").symlink_to("claims.csv")

    assert refusal(tmp_path).startswith("claims.csv: can't be read: ")


def test_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    assert refusal(tmp_path, "file/claims.csv") == "file/claims.csv: can't be read: Not a directory"


def test_a_path_that_can_not_be_one(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a\0b").startswith("a\0b: can't be read: ")


@pytest.mark.skipif(as_root, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("claim_id")
    (tmp_path / "claims.csv").chmod(0)

    assert refusal(tmp_path) == "claims.csv: can't be read: Permission denied"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_with_nothing_in_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "claims.csv").write_bytes(data)

    assert refusal(tmp_path) == "claims.csv: empty; it should hold the claims"
