"""Which stored copies a source has, and what keeps one from being read."""

from __future__ import annotations

import errno
import os
import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

import pytest

from builders import source
from evtrack.config import Config
from evtrack.errors import CannotRun
from evtrack.model import CopyPart, Location
from evtrack.readers.copies import StoredCopies, file
from pdf_maker import page, pdf


def copies(root: Path, *citekeys: str, abstract: str = "", folder: str = "sources") -> StoredCopies:
    fields = {"abstract": abstract} if abstract else {}
    places = {"abstract": Location("references.bib", 3)}
    sources = {key: source(key)._replace(fields=fields, places=places) for key in citekeys}
    return StoredCopies(Config(root=root, sources=folder), sources)


def keep(root: Path, *paths: str, data: bytes = b"Tea woke them up.") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def paths_of(root: Path, citekey: str) -> list[str]:
    return [copy.path for copy in copies(root, citekey).of(citekey)]


def flaw(root: Path, path: str = "sources/a.txt") -> str:
    [copy] = copies(root, "a").of("a")
    assert copy.path == path
    assert not copy.parts
    assert copy.is_damaged
    return copy.flaw


def refused(path: Path) -> NoReturn:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def test_the_best_comes_first_and_the_abstract_last(tmp_path: Path) -> None:
    keep(tmp_path, *(f"sources/a.{ending}" for ending in ("pdf", "htm", "html", "md", "txt")))

    found = copies(tmp_path, "a", "b", abstract="In short.").of("a")

    assert [copy.path for copy in found] == [
        "sources/a.txt",
        "sources/a.md",
        "sources/a.html",
        "sources/a.htm",
        "sources/a.pdf",
        "references.bib",
    ]
    assert [copy.is_abstract for copy in found] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("citekey", "path"),
    [
        ("ng2020", "ng2020.txt"),
        ("ng2020", "ng2020.TXT"),
        ("ng.2020", "ng.2020.txt"),
        ("DBLP:conf/tea/Lee21", "DBLP:conf/tea/Lee21.txt"),
        ("müller2020", "müller2020.txt"),
        (unicodedata.normalize("NFD", "müller2020"), "müller2020.txt"),
        ("müller2020", unicodedata.normalize("NFD", "müller2020.txt")),
        ("müller/2020", unicodedata.normalize("NFD", "müller/2020.txt")),
        ("readme", "readme.txt"),
    ],
)
def test_a_copy_is_named_as_its_source(citekey: str, path: str, tmp_path: Path) -> None:
    keep(tmp_path, f"sources/{path}")

    assert paths_of(tmp_path, citekey) == [f"sources/{path}"]
    assert copies(tmp_path, citekey).strays == ()


@pytest.mark.parametrize(
    ("citekey", "path"),
    [
        ("ng2020", "sources/Ng2020.txt"),
        ("ng2020", "sources/ng2020.docx"),
        ("ng2020", "sources/ng2020"),
        ("ng2020", "sources/more/ng2020.txt"),
        (".ng2020", "sources/.ng2020.txt"),
        ("../ng2020", "ng2020.txt"),
        ("../sources/ng2020", "sources/ng2020.txt"),
        ("./ng2020", "sources/ng2020.txt"),
        ("a/../ng2020", "sources/ng2020.txt"),
        ("a//ng2020", "sources/a/ng2020.txt"),
    ],
)
def test_what_is_no_copy_of_a_source(citekey: str, path: str, tmp_path: Path) -> None:
    keep(tmp_path, path, "sources/a/other.txt")

    assert paths_of(tmp_path, citekey) == []


def test_an_absolute_citekey_leads_nowhere(tmp_path: Path) -> None:
    keep(tmp_path, "elsewhere/a.txt", "project/sources/b.txt")

    assert paths_of(tmp_path / "project", str(tmp_path / "elsewhere" / "a")) == []


def test_a_citekey_without_an_entry_has_none(tmp_path: Path) -> None:
    keep(tmp_path, "sources/a.txt")

    assert copies(tmp_path, "b").of("a") == ()


@pytest.mark.parametrize("folder", ["sources", "kept/copies", "."])
def test_the_folder_of_the_config(folder: str, tmp_path: Path) -> None:
    keep(tmp_path, f"{folder}/a.txt")

    [copy] = copies(tmp_path, "a", folder=folder).of("a")

    assert copy.path == f"{folder}/a.txt".removeprefix("./")
    assert copy.parts == (CopyPart("Tea woke them up."),)


def test_a_project_without_the_folder(tmp_path: Path) -> None:
    assert paths_of(tmp_path, "a") == []
    assert copies(tmp_path, "a").strays == ()


def test_a_file_in_the_folder_s_place(tmp_path: Path) -> None:
    keep(tmp_path, "sources")

    assert paths_of(tmp_path, "a") == []


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "scandir", refused)

    with pytest.raises(CannotRun, match=r"^sources: can't be listed: Permission denied$"):
        paths_of(tmp_path, "a")


def test_the_folder_is_listed_once_and_nothing_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, "sources/a.txt", "sources/b.txt", "sources/folder/c.txt")
    listed: list[Path] = []
    scandir = os.scandir

    def noted(path: Path) -> Any:
        listed.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", noted)
    monkeypatch.setattr(Path, "read_bytes", refused)

    found = copies(tmp_path, "a", "b")

    assert listed == []
    assert (len(found.of("a")), len(found.of("b")), found.strays) == (1, 1, ())
    assert listed == [tmp_path / "sources"]


def test_a_copy_is_read_once(tmp_path: Path) -> None:
    keep(tmp_path, "sources/a.txt")
    found = copies(tmp_path, "a")
    before = found.of("a")[0].parts
    (tmp_path / "sources" / "a.txt").unlink()

    assert found.of("a")[0].parts is before


def test_strays(tmp_path: Path) -> None:
    kept = ["b.txt", "a.pdf", "b.pdf", "README.md", ".hidden.txt", "notes.docx", "inner/x.txt"]
    keep(tmp_path, *(f"sources/{name}" for name in kept))

    assert copies(tmp_path, "a").strays == ("sources/b.txt", "sources/b.pdf")


def test_strays_beside_copies_in_folders_of_citekeys(tmp_path: Path) -> None:
    keep(tmp_path, "sources/conf/tea/Lee.txt", "sources/conf/tea/Li.txt", "sources/conf/x/Li.txt")

    assert copies(tmp_path, "conf/tea/Lee").strays == ("sources/conf/tea/Li.txt",)


def test_a_name_that_is_no_text_is_no_copy(tmp_path: Path) -> None:
    keep(tmp_path, "sources/a.txt")
    (Path(os.fsdecode(bytes(tmp_path / "sources") + b"/\xff.txt"))).write_bytes(b"Tea")

    assert copies(tmp_path, "a").strays == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "is empty"),
        (b" \n\f\n", "shows no text"),
        (b"\xef\xbb\xbf", "shows no text"),
        (b"a\0b", "is not text"),
        (bytes(range(256)), "is not text"),
    ],
)
def test_a_file_without_text(data: bytes, expected: str, tmp_path: Path) -> None:
    keep(tmp_path, "sources/a.txt", data=data)

    assert flaw(tmp_path) == expected


def test_a_folder_named_as_a_copy(tmp_path: Path) -> None:
    (tmp_path / "sources" / "a.txt").mkdir(parents=True)

    assert flaw(tmp_path) == "is not a file"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    os.mkfifo(tmp_path / "sources" / "a.txt")

    assert flaw(tmp_path) == "is not a file"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, "sources/a.txt")
    monkeypatch.setattr(Path, "read_bytes", refused)

    assert flaw(tmp_path) == "can't be read: Permission denied"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/etc/hostname", "leads out of the project"),
        ("../../outside.txt", "leads out of the project"),
        ("a.txt", "can't be read: Too many levels of symbolic links"),
        ("gone.txt", "can't be read: No such file or directory"),
    ],
)
def test_a_link_that_leads_astray(target: str, expected: str, tmp_path: Path) -> None:
    keep(tmp_path, "outside.txt", "project/sources/b.txt")
    (tmp_path / "project" / "sources" / "a.txt").symlink_to(target)

    assert flaw(tmp_path / "project") == expected


def test_a_link_inside_the_project(tmp_path: Path) -> None:
    keep(tmp_path, "papers/ng.txt", "sources/b.txt")
    (tmp_path / "sources" / "a.txt").symlink_to("../papers/ng.txt")

    [copy] = copies(tmp_path, "a").of("a")

    assert copy.parts == (CopyPart("Tea woke them up."),)


def test_a_linked_folder_is_not_entered(tmp_path: Path) -> None:
    keep(tmp_path, "outside/a.txt", "project/sources/b.txt")
    (tmp_path / "project" / "sources" / "x").symlink_to("../../outside")

    assert paths_of(tmp_path / "project", "x/a") == []


def test_a_file_too_large_to_be_read(tmp_path: Path) -> None:
    keep(tmp_path, "sources/a.txt")
    os.truncate(tmp_path / "sources" / "a.txt", file.LARGEST_COPY + 1)

    assert flaw(tmp_path) == "has 50.0 MB, and a copy may have at most 50"


def test_the_largest_copy_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "LARGEST_COPY", 3)
    keep(tmp_path, "sources/a.txt", data=b"Tea")

    [copy] = copies(tmp_path, "a").of("a")

    assert (copy.flaw, copy.is_damaged, copy.parts) == ("", False, (CopyPart("Tea"),))


def test_the_checksum_is_of_the_bytes(tmp_path: Path) -> None:
    data = pdf([page("Tea woke them up.")])
    keep(tmp_path, "sources/a.pdf", data=data)

    [copy] = copies(tmp_path, "a").of("a")

    assert copy.sha256 == sha256(data).hexdigest()


def test_the_checksum_is_of_the_bytes_that_the_text_is_from(tmp_path: Path) -> None:
    keep(tmp_path, "sources/a.txt", data=b"Tea")
    [copy] = copies(tmp_path, "a").of("a")
    assert copy.parts == (CopyPart("Tea"),)

    keep(tmp_path, "sources/a.txt", data=b"Coffee")

    assert copy.sha256 == sha256(b"Tea").hexdigest()


def test_a_copy_that_changed_after_its_checksum_was_taken_is_not_compared(tmp_path: Path) -> None:
    keep(tmp_path, "sources/a.txt", data=b"Tea")
    [copy] = copies(tmp_path, "a").of("a")
    assert copy.sha256 == sha256(b"Tea").hexdigest()

    keep(tmp_path, "sources/a.txt", data=b"Coffee")

    assert (copy.flaw, copy.parts) == ("changed while it was compared; run the command again", ())


def test_a_damaged_copy_has_a_checksum_and_an_unreadable_one_has_none(tmp_path: Path) -> None:
    keep(tmp_path, "sources/a.pdf")
    (tmp_path / "sources" / "a.txt").mkdir()

    folder, damaged = copies(tmp_path, "a").of("a")

    assert folder.sha256 == ""
    assert damaged.sha256 == sha256(b"Tea woke them up.").hexdigest()


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("Tea woke them up.", "Tea woke them up."),
        ('Sch{\\"o}n \\& gut:\n  5\\,\\% more', "Schön & gut: 5 % more"),
        ("{RESULTS}: $p<0.05$", "RESULTS: p<0.05"),
    ],
)
def test_an_abstract_is_shown_as_text(latex: str, text: str, tmp_path: Path) -> None:
    [copy] = copies(tmp_path, "a", abstract=latex).of("a")

    assert (copy.path, copy.flaw, copy.is_damaged) == ("references.bib", "", False)
    assert copy.parts == (CopyPart(text),)


@pytest.mark.parametrize("abstract", ["", " ", "\n\t"])
def test_a_blank_abstract_is_none(abstract: str, tmp_path: Path) -> None:
    assert copies(tmp_path, "a", abstract=abstract).of("a") == ()


def test_an_abstract_wrapped_in_another_way_is_the_same(tmp_path: Path) -> None:
    ways = ["Tea woke them up.", "Tea woke\n    them up.\n"]

    sums = {copies(tmp_path, "a", abstract=way).of("a")[0].sha256 for way in ways}

    assert len(sums) == 1
