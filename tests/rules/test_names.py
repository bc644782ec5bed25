"""Names of persons and of bodies, in many languages and layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from rule_runs import messages


def found(folder: Path, rule: str, author: str, field: str = "author") -> list[str]:
    return messages(folder, rule, f"@misc{{a, {field} = {{{author}}}}}\n")


@pytest.mark.parametrize(
    "author",
    [
        *("Anonymous", "anonymous", "ANONYMOUS", "{Anonymous}", "Anon.", "[Anon]"),
        *("Unknown", "Unknown, Author", "Unknown, Unknown", "Author, Unknown", "{Author unknown}"),
        *("Ng, Ada and N/A", "{N/A} and n.a.", "None", "Author", "[s.n.]"),
        *("No author", "{[No authors listed]}", "Staff writer", "{Staff}", "admin", "Anónimo"),
        *("Ng, Ada and Anonymous", "Anonymous and others", "佚名", "o. A. and Unknown"),
    ],
)
def test_nobody(author: str, tmp_path: Path) -> None:
    assert len(found(tmp_path, "placeholder-author", author)) == 1


@pytest.mark.parametrize(
    "author",
    [
        *("Ng, Ada", "Na, Jin", "No, Eun-Ji", "None, Ada", "Anon, Bo", "Author, Jane", "A. N."),
        *("{Mayo Clinic Staff}", "{Anonymous Group for Tea}", "Staff, Ada", "{\\O}", "王小明"),
        *("{Unknown Worlds Entertainment}", "S. N. Bose", "{Authors' Guild}"),
        *("{}", "{ {} }"),
    ],
)
def test_somebody(author: str, tmp_path: Path) -> None:
    assert found(tmp_path, "placeholder-author", author) == []


@pytest.mark.parametrize(
    ("author", "message"),
    [
        ("SMITH, JOHN", "`SMITH` is written in capitals"),
        ("SMITH, John", "`SMITH` is written in capitals"),
        ("JOHN SMITH", "`SMITH` is written in capitals"),
        ("Ng, Ada and O'BRIEN, T.", "`O'BRIEN` is written in capitals"),
        ("DE LA CRUZ, J.", "`DE LA CRUZ` is written in capitals"),
        ('M{\\"U}LLER, A.', '`M{\\"U}LLER` is written in capitals'),
        ("ИВАНОВ, И.", "`ИВАНОВ` is written in capitals"),
        (
            "SMITH, J. and NG, A. and JONES, K. and MARSH, L.",
            "`SMITH` and 2 more are written in capitals",
        ),
    ],
)
def test_names_in_capitals(author: str, message: str, tmp_path: Path) -> None:
    assert found(tmp_path, "capital-author", author) == [message]


@pytest.mark.parametrize(
    "author",
    [
        *("Smith, John", "NG, ADA", "LEE, K.", "Smith, JA", "Smith JA", "McDONALD, A."),
        *("{WHO}", "{NICE}", "UNESCO", "{NATIONAL ACADEMY OF TEA}", "The CONSORT"),
        *("van der BERG, J.", "王, 小明", "김, 철수", "European Medicines Agency EMEA", "III, X."),
    ],
)
def test_names_that_are_not_in_capitals(author: str, tmp_path: Path) -> None:
    assert found(tmp_path, "capital-author", author) == []


@pytest.mark.parametrize(
    ("author", "institution"),
    [
        ("World Health Organization", "World Health Organization"),
        ("University of Oslo", "University of Oslo"),
        ("Cochrane Collaboration", "Cochrane Collaboration"),
        ("Centers for Disease Control and Prevention", "Centers for Disease Control"),
        ("Food and Drug Administration", "Drug Administration"),
        ("Ministry of Health, Labour and Welfare", "Ministry of Health, Labour"),
        ("Organization, World Health", "Organization, World Health"),
        ("Group, SPRINT Research", "Group, SPRINT Research"),
        ("Collaborators, GBD 2019", "Collaborators, GBD 2019"),
        ("Wright, J. T. and the SPRINT Research Group", "the SPRINT Research Group"),
        ("R Core Team", "R Core Team"),
        ("Mayo Clinic", "Mayo Clinic"),
        ("World Bank", "World Bank"),
        ("Royal College of Physicians", "Royal College of Physicians"),
        ("The Royal Hospital", "The Royal Hospital"),
        ("Pfizer, Inc.", "Pfizer, Inc."),
        ('Universit{\\"a}t Wien', 'Universit{\\"a}t Wien'),
        ("Université de Genève", "Université de Genève"),
        ("Instituto Nacional de Salud", "Instituto Nacional de Salud"),
        ("İstanbul Üniversitesi", "İstanbul Üniversitesi"),
        ("{World Health} Organization", "{World Health} Organization"),
    ],
)
def test_institutions_without_braces(author: str, institution: str, tmp_path: Path) -> None:
    assert found(tmp_path, "unbraced-institution", author) == [
        f"BibTeX takes `{institution}` for the name of a person"
    ]


@pytest.mark.parametrize(
    "author",
    [
        *("{World Health Organization}", "Ng, Ada and {Tea Study Group}", "WHO", "UNICEF"),
        *("{Centers for Disease Control and Prevention}", "{Universit{\\'e} de Gen{\\`e}ve}"),
        *("College, Ada", "Bank, Jane", "Church, A.", "Ada College", "Jane Bank", "Mary Church"),
        *("Hospital, Jordi", "Group, J.", "Center, Ada", "Société, A. B.", "Law, Kate"),
        *("de la Union, Maria", "Board, Ruth van der", "Bureau, Alexandre", "House, James S."),
        *("Universe, Ada", "Teamer, Bo", "Clinicus, Carl"),
    ],
)
def test_persons_and_bodies_in_braces(author: str, tmp_path: Path) -> None:
    assert found(tmp_path, "unbraced-institution", author) == []


@pytest.mark.parametrize(
    ("author", "message"),
    [
        ("others", "`and others` follows no name"),
        ("and others", "`and others` follows no name"),
        ("Others and Ng, Ada", "`and others` follows no name"),
        ("Ng, Ada and others and Wu, Bo", "BibTeX takes `others` for one name"),
        ("Ng, Ada and others.", "BibTeX takes `others.` for one name"),
        ("Ng, Ada and et al.", "BibTeX takes `et al.` for one name"),
        ("Ng, Ada, et al.", "BibTeX takes `Ng, Ada, et al.` for one name"),
        ("Ng et~al", "BibTeX takes `Ng et~al` for one name"),
        ("{Ng et al.}", "BibTeX takes `{Ng et al.}` for one name"),
        ("Ng \\emph{et al.}", "BibTeX takes `Ng \\emph{et al.}` for one name"),
        ("王伟 and 等", "BibTeX takes `等` for one name"),
    ],
)
def test_others_that_stand_for_nobody(author: str, message: str, tmp_path: Path) -> None:
    assert found(tmp_path, "others-alone", author) == [message]


@pytest.mark.parametrize(
    "author",
    [
        *("Ng, Ada and others", "Ng, Ada AND OTHERS", "{Tea Board} and others"),
        *("Al, Met", "Al-Etal, Met", "{The Others}", "Others, Ada", "Etalon, B."),
    ],
)
def test_others_that_are_in_place(author: str, tmp_path: Path) -> None:
    assert found(tmp_path, "others-alone", author) == []


@pytest.mark.parametrize(
    ("author", "joined"),
    [
        ("Smith, John; Doe, Jane", "Smith, John; Doe, Jane"),
        ("Smith J; Doe J", "Smith J; Doe J"),
        ("Ng, Ada and Smith, J.; Doe, J.", "Smith, J.; Doe, J."),
        ("John Smith & Jane Doe", "John Smith & Jane Doe"),
        ("Smith, J., Doe, J., and Ng, A.", "Smith, J., Doe, J.,"),
        ("Smith, J., Doe, J.", "Smith, J., Doe, J."),
    ],
)
def test_several_names_that_are_one_to_bibtex(author: str, joined: str, tmp_path: Path) -> None:
    assert found(tmp_path, "joined-authors", author) == [f"BibTeX takes `{joined}` for one name"]


@pytest.mark.parametrize(
    "author",
    [
        *("Smith, John and Doe, Jane and Ng, Ada and Wu, Bo", "King, Jr., Martin Luther"),
        *("{Smith, J.; Doe, J.}", "{Johnson & Johnson}", "{Tea, Milk, Sugar, and Lemon Group}"),
        *("{Smith} {\\&} {Sons}", "Smith \\& Sons", "AT&T", "M&uuml;ller, Jo", "O&#39;Brien, A."),
        "family=Horne, given=Marilyn, prefix=van, suffix=Jr",
        "Department of Tea, Milk, Sugar, Lemon",
        "Smith, J., Doe, J., et al.",
    ],
)
def test_names_that_are_one(author: str, tmp_path: Path) -> None:
    assert found(tmp_path, "joined-authors", author) == []


@pytest.mark.parametrize(
    ("rule", "editor"),
    [
        ("placeholder-author", "Anonymous"),
        ("capital-author", "SMITH, JOHN"),
        ("unbraced-institution", "World Health Organization"),
        ("others-alone", "and others"),
        ("joined-authors", "Smith, J.; Doe, J."),
    ],
)
def test_editors_are_looked_at_too(rule: str, editor: str, tmp_path: Path) -> None:
    assert len(found(tmp_path, rule, editor, field="editor")) == 1
