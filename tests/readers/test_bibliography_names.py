"""Lists of names to persons."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evtrack.model import Person
from evtrack.readers.bibliography.names import read_names


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Anna Smith", Person("Smith", "Anna")),
        ("Smith, Anna B.", Person("Smith", "Anna B.")),
        ("Anna B. Smith", Person("Smith", "Anna B.")),
        ("Smith", Person("Smith")),
        ("Vincent van Gogh", Person("van Gogh", "Vincent")),
        ("van Gogh, Vincent", Person("van Gogh", "Vincent")),
        ("van Gogh", Person("van Gogh")),
        ("ter Kuile, Anna", Person("ter Kuile", "Anna")),
        ("Charles L. X. de la Vallée Poussin", Person("de la Vallée Poussin", "Charles L. X.")),
        ("King, Jr., Martin Luther", Person("King Jr.", "Martin Luther")),
        ("Brinch Hansen, Per", Person("Brinch Hansen", "Per")),
        ("{Brinch Hansen}, Per", Person("{Brinch Hansen}", "Per")),
        ("{\\'E}variste Galois", Person("Galois", "{\\'E}variste")),
        ('G{\\"o}del, Kurt', Person('G{\\"o}del', "Kurt")),
        ("Donald~E. Knuth", Person("Knuth", "Donald E.")),
        ("{World Health Organization}", Person("World Health Organization", is_body=True)),
        ("{Smith, Jones and Co.}", Person("Smith, Jones and Co.", is_body=True)),
        ("{\\'E}", Person("{\\'E}")),
        ("{\\LaTeX\\ Project Team}", Person("\\LaTeX\\ Project Team", is_body=True)),
        ("{A}{B}", Person("{A}{B}")),
        ("family=Horne, given=Marilyn, prefix=von, useprefix=true", Person("von Horne", "Marilyn")),
        ("given=Jean, family=Dupont, given-i=J", Person("Dupont", "Jean")),
        ("family=Dupont, Jean", Person("family=Dupont", "Jean")),
        ("Smith, A, B, C, D", Person("Smith, A, B, C, D")),
        ("Smith,", Person("Smith,")),
        (", Anna", Person(", Anna")),
        ("Smith}, Anna", Person("Smith}, Anna")),
        ("{Smith, Anna", Person("{Smith, Anna")),
    ],
)  # fmt: skip
def test_one_name(text: str, person: Person) -> None:
    assert read_names(text) == ((person,), False)


@pytest.mark.parametrize(
    ("text", "families", "others"),
    [
        ("", [], False),
        ("A B and C D", ["B", "D"], False),
        ("A B AND C D", ["B", "D"], False),
        ("B, A and D, C and others", ["B", "D"], True),
        ("others", [], True),
        ("A Anderson and B Sandberg", ["Anderson", "Sandberg"], False),
        ("{A and B} and C D", ["A and B", "D"], False),
        ("A B and and C D", ["B", "D"], False),
        ("and A B", ["B"], False),
        ("A B and", ["B"], False),
        ("and", [], False),
        ("A B and{C D}", ["and{C D}"], False),
    ],
)
def test_lists_of_names(text: str, families: list[str], others: bool) -> None:
    persons, found_others = read_names(text)
    assert [person.family for person in persons] == families
    assert found_others is others


@settings(derandomize=True, deadline=None)
@given(st.text(st.sampled_from("aB ,{}\\'\"~=-and")) | st.text())
def test_no_list_of_names_raises_or_gives_a_person_without_a_name(text: str) -> None:
    persons, _ = read_names(text)
    assert all(person.family.strip() or person.is_body for person in persons)
