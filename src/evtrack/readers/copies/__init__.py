"""Stored copies of the sources: what the project keeps of their own words."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from unicodedata import normalize

from evtrack.config import Config
from evtrack.errors import CannotRun, reason_of
from evtrack.model import Source, StoredCopy

if TYPE_CHECKING:
    from evtrack.readers.copies.file import CopyFile

_ABOUT_THE_FOLDER = "readme"


class StoredCopies:
    """The stored copies of a project's sources, found in its folder and in the entries.

    The folder is listed when they are first asked for, and a file is read when its text is. No path
    is made from a citekey: it is looked up among what the folder holds.
    """

    def __init__(self, config: Config, sources: Mapping[str, Source]) -> None:
        self._config = config
        self._sources = sources
        self._found: dict[str, Sequence[StoredCopy]] = {}

    def of(self, citekey: str) -> Sequence[StoredCopy]:
        """Those of one source, the best first; none where nothing is kept of it.

        The best is the one that is read with the least doubt: plain text, Markdown, HTML, PDF, and
        last the entry's abstract, which is not the whole. Raises CannotRun where the folder is
        there and can't be listed.
        """
        if citekey not in self._found:
            self._found[citekey] = tuple(self._of(citekey))
        return self._found[citekey]

    @cached_property
    def strays(self) -> Sequence[str]:
        """The files of the folder that are no copy of any source, as paths from the root.

        Hidden files, files of other kinds and a README are none of evtrack's business.
        """
        if not self._files:
            return ()
        keys = {_name(key) for key in self._sources}
        return tuple(
            file.path
            for name, files in sorted(self._files.items())
            if name not in keys and name.casefold() != _ABOUT_THE_FOLDER
            for file in files
        )

    def _of(self, citekey: str) -> Iterator[StoredCopy]:
        if citekey in self._sources:
            from evtrack.readers.copies.abstract import abstract_of  # late: few quote a source

            yield from self._files.get(_name(citekey), ())
            if abstract := abstract_of(self._sources[citekey]):
                yield abstract

    @cached_property
    def _files(self) -> Mapping[str, Sequence[CopyFile]]:
        """The files by what stands before their ending, the best first."""
        listed = list(self._listed())
        if not listed:
            return {}
        from evtrack.readers.copies.file import ENDINGS, CopyFile  # late: many keep no copies

        found: dict[str, list[CopyFile]] = {}
        kinds = {ending: number for number, ending in enumerate(ENDINGS)}
        known = [inside for inside in listed if _ending(inside) in kinds]
        for inside in sorted(known, key=lambda inside: (kinds[_ending(inside)], inside)):
            path = PurePosixPath(self._config.sources, inside).as_posix()
            file = CopyFile(self._config.root, path)
            found.setdefault(_name(os.path.splitext(inside)[0]), []).append(file)
        return found

    def _listed(self) -> Iterator[str]:
        """The files that may be copies, as paths from the folder of copies on."""
        folders = [""]
        while folders:
            folder = folders.pop()
            for name, is_folder in self._names_in(folder):
                if is_folder and self._is_in_a_citekey(f"{folder}{name}/"):
                    folders.append(f"{folder}{name}/")
                elif _may_be_copy(name):
                    yield folder + name

    def _names_in(self, folder: str) -> list[tuple[str, bool]]:
        """What a folder holds, and whether it is a folder itself; a link to one is none."""
        path = PurePosixPath(self._config.sources, folder)
        try:
            with os.scandir(self._config.root / path) as entries:
                return [(each.name, each.is_dir(follow_symlinks=False)) for each in entries]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise CannotRun(f"{path}: can't be listed: {reason_of(error)}") from None

    def _is_in_a_citekey(self, folder: str) -> bool:
        """Whether a citekey with slashes in it, such as those of DBLP, begins with this folder."""
        keys, wanted = self._keys_with_slashes, _name(folder)
        first = bisect_left(keys, wanted)
        return first < len(keys) and keys[first].startswith(wanted)

    @cached_property
    def _keys_with_slashes(self) -> Sequence[str]:
        return sorted(_name(key) for key in self._sources if "/" in key)


def _may_be_copy(name: str) -> bool:
    is_text = name == name.encode(errors="ignore").decode()  # else no citekey is written like it
    return is_text and not name.startswith(".")


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _name(citekey: str) -> str:
    return normalize("NFC", citekey)  # some systems write the names of files in other forms
