"""A file on disk is always whole: the old one or the new one."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import project
from evtrack.cli.files import refuse_inputs, write_all, write_whole
from evtrack.config import find_config
from evtrack.errors import CannotRun

as_root = os.geteuid() == 0


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refusal(path: Path, text: str = "new") -> str:
    with pytest.raises(CannotRun) as refused:
        write_whole(path, text)
    return str(refused.value)


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.parametrize("text", ["", "a\nb\r\nc\rd", "Naïve — 喝茶 🍵\0"])
def test_the_text_is_written_as_it_is(tmp_path: Path, text: str) -> None:
    write_whole(tmp_path / "report.md", text)

    assert (tmp_path / "report.md").read_bytes() == text.encode()


def test_folders_are_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "report.md", "new")

    assert (tmp_path / "a" / "b" / "report.md").read_text() == "new"


@pytest.mark.usefixtures("umask")
def test_a_new_file_has_the_permissions_that_the_umask_leaves(tmp_path: Path) -> None:
    write_whole(tmp_path / "report.md", "new")

    assert mode(tmp_path / "report.md") == 0o640


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("before", [0o600, 0o664, 0o755])
def test_a_file_that_is_there_keeps_its_permissions(tmp_path: Path, before: int) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")
    path.chmod(before)

    write_whole(path, "new")

    assert (path.read_text(), mode(path)) == ("new", before)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "report.md").symlink_to("real.md")

    write_whole(tmp_path / "report.md", "new")

    assert (tmp_path / "report.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()

    write_whole(pipe, "new")

    reader.join()
    assert read == ["new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_pipe_of_a_process_substitution_is_written_to(tmp_path: Path) -> None:
    read, write = os.pipe()

    write_whole(Path(f"/dev/fd/{write}"), "new")

    os.close(write)
    with os.fdopen(read) as pipe:
        assert pipe.read() == "new"


@pytest.mark.parametrize("by_a_link", [False, True])
def test_what_the_shell_opened_keeps_what_stood_in_it(tmp_path: Path, by_a_link: bool) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")
    with log.open("ab") as opened:
        path = Path(f"/dev/fd/{opened.fileno()}")
        if by_a_link:
            (tmp_path / "link").symlink_to(path)
            path = tmp_path / "link"

        write_whole(path, "new\n")

    assert log.read_text() == "before\nnew\n"


def test_links_in_a_circle_are_followed_only_so_far(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    write_whole(tmp_path / "a", "new")

    assert (tmp_path / "a").read_text() == "new"


def test_the_owner_is_kept_where_that_is_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[int, int]] = []
    path = tmp_path / "report.md"
    path.write_text("old")
    monkeypatch.setattr("evtrack.cli.files.os.chown", lambda _, *owner: given.append(owner))

    write_whole(path, "new")

    assert given == [(path.stat().st_uid, path.stat().st_gid)]


def test_a_file_of_somebody_else_may_still_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError

    path = tmp_path / "report.md"
    path.write_text("old")
    monkeypatch.setattr("evtrack.cli.files.os.chown", refuse)

    write_whole(path, "new")

    assert path.read_text() == "new"


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    write_whole(tmp_path / "report.md", "new")

    assert os.listdir(tmp_path) == ["report.md"]


@pytest.mark.parametrize(
    "broken", ["evtrack.cli.files.os.replace", "evtrack.cli.files.shutil.copymode"]
)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_after_a_failure_in_the_middle_the_old_file_is_whole_and_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, error: BaseException
) -> None:
    def fail(*_: Any) -> None:
        raise error

    path = tmp_path / "report.md"
    path.write_text("old")
    monkeypatch.setattr(broken, fail)

    with pytest.raises((CannotRun, KeyboardInterrupt)):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["report.md"]


def test_a_text_that_is_no_unicode_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")

    assert refusal(path, "\ud800").startswith(f"{path}: can't be written: ")
    assert (path.read_text(), os.listdir(tmp_path)) == ("old", ["report.md"])


def test_a_link_whose_target_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "report.md").symlink_to("absent/report.md")

    assert refusal(tmp_path / "report.md").endswith(": can't be written: No such file or directory")


def test_a_folder_under_that_name(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: can't be written: Is a directory"


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    told = f": can't be written: {tmp_path / 'file'} is not a folder"
    assert refusal(tmp_path / "file" / "report.md").endswith(told)
    assert refusal(tmp_path / "file" / "deeper" / "report.md").endswith(told)


def test_a_path_that_can_not_be_one(tmp_path: Path) -> None:
    assert ": can't be written: " in refusal(tmp_path / "a\0b")


@pytest.mark.skipif(as_root, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    assert refusal(tmp_path / "report.md").endswith(": can't be written: Permission denied")


# Several files


@pytest.mark.parametrize("content", ["new", "\ud800"])
def test_where_one_can_not_be_written_none_is(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.md").write_text("old")
    if content == "new":
        (tmp_path / "b.md").mkdir()

    with pytest.raises(CannotRun, match=r"b\.md: can't be written: [^;]*$"):
        write_all({tmp_path / "a.md": "new", tmp_path / "b.md": content})

    assert (tmp_path / "a.md").read_text() == "old"
    assert set(os.listdir(tmp_path)) <= {"a.md", "b.md"}


def test_where_the_disk_is_full_every_file_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(_: int) -> None:
        if len(list(tmp_path.glob(".evtrack-*"))) == 2:
            raise OSError(28, "No space left on device")

    (tmp_path / "a.md").write_text("old")
    monkeypatch.setattr("evtrack.cli.files.os.fsync", fill)

    with pytest.raises(CannotRun, match=r"b\.md: can't be written: No space left on device$"):
        write_all(dict.fromkeys((tmp_path / "a.md", tmp_path / "b.md"), "new"))

    assert (tmp_path / "a.md").read_text() == "old"
    assert os.listdir(tmp_path) == ["a.md"]


def test_where_one_can_not_take_its_place_those_that_have_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(old: Path, new: Path) -> None:
        if new.name == "c.md":
            raise PermissionError(13, "Permission denied")
        old.rename(new)

    monkeypatch.setattr("evtrack.cli.files.os.replace", replace)
    told = r"c\.md: can't be written: Permission denied; a\.md and b\.md have been written"

    with pytest.raises(CannotRun, match=told):
        write_all(dict.fromkeys((tmp_path / name for name in ("a.md", "b.md", "c.md")), "new"))

    assert sorted(os.listdir(tmp_path)) == ["a.md", "b.md"]


# What a project is read from


@pytest.mark.parametrize(
    ("config", "path", "is_refused"),
    [
        ("", "sources/a.html", True),
        ("", "sources/a/b.txt", True),
        ("", "reports/sources.html", False),
        ('sources = "."', "reports/evidence.html", False),
        ('sources = "docs"\nreports = "docs/reports"', "docs/reports/evidence.html", False),
        ("", "looks/report.html.j2", False),
        ('templates = "looks"', "looks/report.html.j2", True),
        ('templates = "looks"', "looks/parts/page.html", True),
        ('templates = "looks"', "linked/report.html.j2", True),
        ('templates = "looks"\nreports = "linked"', "linked/evidence.html", True),
    ],
)
def test_no_file_of_its_folders_is_written_over(
    config: str, path: str, is_refused: bool, tmp_path: Path
) -> None:
    (tmp_path / "looks").mkdir()
    (tmp_path / "linked").symlink_to("looks")
    found = find_config(project(tmp_path, config=config))

    if is_refused:
        with pytest.raises(CannotRun, match="is one of the files that are checked"):
            refuse_inputs(found, tmp_path / path)
    else:
        refuse_inputs(found, tmp_path / path)
