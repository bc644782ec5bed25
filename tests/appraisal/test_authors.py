"""Whether a source comes from the article's own people or publisher."""

from __future__ import annotations

import pytest

from evtrack.appraisal.authors import OwnNames
from evtrack.model import Location, Source
from evtrack.readers.bibliography.names import read_names


def is_own(own_name: str, **fields: str) -> bool:
    authors = read_names(fields.get("author", ""))[0]
    source = Source("a", "article", fields, Location("references.bib"), authors=authors)
    return OwnNames.of((own_name,)).behind(source) == own_name


@pytest.mark.parametrize(
    ("own_name", "field", "value"),
    [
        ("Ada Ng", "author", "Ng, Ada"),
        ("Ng, Ada", "author", "Lee, Bo and Ada Ng and others"),
        ("Ng, Ada", "author", "Ng, A."),
        ("Ng, Ada B.", "author", "Ng, AB"),
        ("Ng, Ada B.", "author", "Ng, A. Beth"),
        ("Ng, A.", "author", "Ng, Ada"),
        ("Jean-Luc Müller", "author", 'M{\\"u}ller, J.-L.'),
        ("Jan van den Berg", "author", "van den Berg, Jan"),
        ("Ng, Ada", "editor", "Ng, Ada"),
        ("Tea Weekly", "author", "{Tea Weekly}"),
        ("{Tea Weekly}", "author", "Tea Weekly"),
        ("Tea Weekly", "organization", "The Tea Weekly"),
        ("Tea Weekly", "institution", "{Tea Weekly}"),
        ("Tea Weekly", "publisher", "Leaf Press and Tea Weekly"),
        ("Tea Weekly", "journal", "TEA WEEKLY"),
        ("Tea Weekly", "journaltitle", "Tea weekly"),
        ("Leaf \\& Sons", "publisher", "Leaf and Sons"),
        ("WHO", "author", "{WHO}"),
    ],
)
def test_own(own_name: str, field: str, value: str) -> None:
    assert is_own(own_name, **{field: value})


@pytest.mark.parametrize(
    ("own_name", "field", "value"),
    [
        ("Ng, Ada", "author", "Ng, Amy"),
        ("Ng, Ada B.", "author", "Ng, A. C."),
        ("Ng, Ada", "author", "Ngo, Ada"),
        ("Ng, Ada", "author", "{Ng}"),
        ("Ng, Ada", "title", "Ng, Ada"),
        ("Tea Weekly", "journal", "Journal of Tea Weekly"),
        ("Channel 4", "publisher", "Channel 5"),
        ("Tea Weekly", "author", ""),
        ("Leaf and Sons", "author", "Sons, Leaf"),
    ],
)
def test_not_own(own_name: str, field: str, value: str) -> None:
    assert not is_own(own_name, **{field: value})
