"""The names of authors and editors."""

import re
from collections.abc import Collection, Iterator, Sequence

from evtrack.model import Person, Problem, Source
from evtrack.phrases import quoted
from evtrack.plain import plain_words
from evtrack.readers.bibliography.names import is_body, names_in, read_names
from evtrack.rules.fields import problem_in, values_of
from evtrack.rules.rule import Context

_LISTS = ("author", "editor")

# Each is a set of words, as `Author, Unknown` is `Unknown Author`.
_PLACEHOLDERS = frozenset(
    frozenset(phrase.split())
    for phrase in (
        *("anonymous", "anon", "anonym", "anonymus", "anonyme", "anonimo", "unknown", "none"),
        *("anonymous author", "unknown author", "unknown authors", "no author", "no authors"),
        *("no author listed", "no authors listed", "no author given", "no author available"),
        *("tbd", "tba", "to be determined", "todo", "xxx", "null", "undefined", "sine nomine"),
        *("author", "authors", "author name", "firstname lastname", "staff", "staff writer"),
        *("staff writers", "staff reporter", "admin", "administrator", "webmaster"),
        *("unbekannt", "inconnu", "desconocido", "autor desconocido", "ohne autor"),
        *("sans auteur", "佚名", "作者不详", "作者不明", "著者不明"),
    )
)
_PLACEHOLDERS_WITH_MARKS = frozenset({"n/a", "n.a", "s.n"})  # without marks they may be initials
_WORDS_OF_PLACEHOLDERS = frozenset[str]().union(*_PLACEHOLDERS, {"n", "s"})

_MOST_COMMAS = 2  # family name, suffix, given name
_LABEL = re.compile(r"\s*(?:family|given|prefix|suffix|id)(?:-i)?\s*=")  # biblatex, 2.3.3
_ENTITY = re.compile(r"&#?\w{1,31};")  # another rule tells of HTML

_FEWEST_CAPITALS = 4  # fewer may be a short name (NG) or initials

# Words by which a name is an institution's, as `plain_words` gives them. Hardly anybody is called
# one of the first; the second need a companion.
_INSTITUTIONS = frozenset(
    {
        *("academies", "academy", "administration", "agency", "alliance", "association"),
        *("authority", "center", "centers", "centre", "centres", "clinic", "coalition"),
        *("collaboration", "collaborative", "collaborators", "commission", "committee", "company"),
        *("consortium", "contributors", "corporation", "council", "department", "faculty"),
        *("federation", "foundation", "government", "group", "initiative", "institute"),
        *("institutes", "institution", "investigators", "laboratories", "laboratory", "ministry"),
        *("nations", "network", "organisation", "organization", "parliament", "programme"),
        *("project", "secretariat", "society", "taskforce", "team", "university", "workgroup"),
        *("gmbh", "inc", "llc", "ltd"),
        *("akademie", "arbeitsgruppe", "bundesamt", "bundesinstitut", "bundesministerium"),
        *("forschungsgemeinschaft", "gesellschaft", "institut", "klinikum", "kommission"),
        *("ministerium", "stiftung", "universitat", "universitatsklinikum", "verband"),
        *("academie", "agence", "comite", "fondation", "ministere", "societe", "universite"),
        *("academia", "agencia", "asociacion", "fundacion", "instituto", "ministerio"),
        *("organizacion", "sociedad", "universidad"),
        *("associacao", "fundacao", "organizacao", "sociedade", "universidade"),
        *("agenzia", "associazione", "fondazione", "istituto", "ministero", "universita"),
        *("folkehelseinstituttet", "institutet", "rijksinstituut", "universiteit", "universitet"),
        *("universitetet", "universitesi", "uniwersytet"),
    }
)
_INSTITUTIONS_OR_SURNAMES = frozenset(
    {
        *("bank", "board", "bureau", "church", "college", "fund", "health", "hospital", "house"),
        *("library", "museum", "office", "panel", "press", "register", "school", "service"),
        *("services", "survey", "trust", "union"),
    }
)
_COMPANIONS = frozenset(
    {
        *("of", "for", "the", "african", "american", "asian", "australian", "british", "canadian"),
        *("central", "european", "federal", "global", "international", "medical", "national"),
        *("public", "royal", "state", "united", "world"),
    }
)
_FORMS_OF_COMPANIES = frozenset({"gmbh", "inc", "llc", "ltd"})


def placeholder_author(context: Context) -> Iterator[Problem]:
    """An author or editor who is nobody: Anonymous, Unknown, N/A, Staff.

    Why it matters: readers can't weigh who says it, and two sources by Anonymous look like two by
    one author.

    Example: `author = {Anonymous}`, or `{No authors listed}` from a catalogue.

    What to do: name the body that published it, in double braces.
    """
    for source, field, names in _lists_with(context, _WORDS_OF_PLACEHOLDERS):
        if placeholder := next(filter(is_nobody, names), ""):
            message = f"{quoted(placeholder)} names nobody"
            help = f"Name the body that published it, as in {field} = {{{{Cleveland Clinic}}}}."
            yield problem_in(source, field, message, help)


def is_nobody(name: str) -> bool:
    """Whether a name only stands for one: `Anonymous`, `N/A`, `Unknown, Author`."""
    words = frozenset(plain_words(name).split())
    if words in _PLACEHOLDERS or name.strip("{}[]. ").lower() in _PLACEHOLDERS_WITH_MARKS:
        return True
    return not words and name.strip("{} ") != ""


def capital_author(context: Context) -> Iterator[Problem]:
    """A person's family name in capital letters.

    Why it matters: it is printed so, among others that are not, and no tool can tell McDonald from
    Mcdonald afterwards.

    Example: `author = {SMITH, JOHN}`, as some publishers export it.

    What to do: write it as the person does; put an abbreviation that is a body in double braces.
    """
    for source, field, value in values_of(context, *_LISTS):
        if not any(len(word) >= _FEWEST_CAPITALS and word.isupper() for word in value.split()):
            continue
        shouted = [person for person in read_names(value)[0] if _is_shouted(person)]
        if shouted:
            more = f" and {len(shouted) - 1} more are" if len(shouted) > 1 else " is"
            message = f"{quoted(shouted[0].family)}{more} written in capitals"
            help = "Write it as in Smith, John; if it is a body, put it in braces of its own."
            yield problem_in(source, field, message, help)


def _is_shouted(person: Person) -> bool:
    """Whether it is in capitals, and neither alone nor after words of a body: that may be one."""
    given = plain_words(person.given).split()
    return (
        person.family.isupper()
        and sum(map(str.isalpha, person.family)) >= _FEWEST_CAPITALS
        and bool(given)
        and _INSTITUTIONS.isdisjoint(given)
        and given != ["the"]
    )


def unbraced_institution(context: Context) -> Iterator[Problem]:
    """An institution that BibTeX takes for a person.

    Why it matters: it is sorted and printed by its last word, as Organization, W. H., and cut in
    two where its name holds an `and`.

    Example: `author = {World Health Organization}`.

    What to do: put its whole name in braces of its own: `author = {{World Health Organization}}`.
    """
    for source, field, names in _lists_with(context, _INSTITUTIONS | _INSTITUTIONS_OR_SURNAMES):
        if institution := next(filter(_is_unbraced_institution, names), ""):
            message = f"BibTeX takes {quoted(institution)} for the name of a person"
            help = f"Brace the whole name, as in {field} = {{{{World Health Organization}}}}."
            yield problem_in(source, field, message, help)


def _is_unbraced_institution(name: str) -> bool:
    if is_body(name):
        return False
    family, comma, given = name.partition(",")
    if not comma:
        return _names_an_institution(name)
    words = plain_words(family).split()
    if len(words) > 1:
        return _names_an_institution(family)
    return bool(words) and (
        (words[0] in _INSTITUTIONS and _is_no_given_name(given))
        or plain_words(given) in _FORMS_OF_COMPANIES
    )


def _names_an_institution(name: str) -> bool:
    words = plain_words(name).split()
    if not _INSTITUTIONS.isdisjoint(words):
        return True
    return not (_INSTITUTIONS_OR_SURNAMES.isdisjoint(words) or _COMPANIONS.isdisjoint(words))


def _is_no_given_name(text: str) -> bool:
    """Whether it is the rest of an institution's name, as in `Organization, World Health`."""
    words = text.replace(".", ". ").split()
    full = [word for word in words if len(word) > 2 and "." not in word]
    return len(full) > 1 or any(word.isupper() for word in full)


def others_alone(context: Context) -> Iterator[Problem]:
    """An `and others` without a name before it, or an `et al.` within a name.

    Why it matters: BibTeX takes it for a person of that name; only `and others` after a name stands
    for those who are left out.

    Example: `author = {and others}`, or `Smith, J. et al.`.

    What to do: name at least the first author, and end the list with `and others`.
    """
    for source, field, names in _lists_with(context, {"others", "al", "etal", "等"}):
        for number, name in enumerate(names):
            if name.lower() == "others" and number == len(names) - 1 > 0:
                continue
            if fault := _fault_of_others(name, number):
                yield problem_in(source, field, fault, "Name the first, and end with `and others`.")
                break


def _fault_of_others(name: str, number: int) -> str:
    plain = plain_words(name)
    if plain == "others" and number == 0:
        return "`and others` follows no name"
    if plain in ("others", "et al", "etal", "等") or plain.endswith((" et al", " etal")):
        return f"BibTeX takes {quoted(name)} for one name"
    return ""


def joined_authors(context: Context) -> Iterator[Problem]:
    """Several authors or editors that BibTeX takes for one, as no `and` stands between them.

    Why it matters: BibTeX parts names by the word `and` alone (btxdoc, section 4); the others
    become part of the first one's name, and nobody can tell who shares an author.

    Example: `author = {Smith, John; Doe, Jane}`, or `{Smith, J., Doe, J., and Ng, A.}`.

    What to do: put `and` between any two names; the name of a body belongs in braces.
    """
    for source, field, value in values_of(context, *_LISTS):
        if _may_join(value) and (joined := next(filter(_is_joined, names_in(value)), "")):
            message = f"BibTeX takes {quoted(joined)} for one name"
            help = "Put `and` between any two names; if it is one body, brace it."
            yield problem_in(source, field, message, help)


def _may_join(value: str) -> bool:
    """Whether it is worth the time to split the names: a quick look that misses nothing likely."""
    return (
        ";" in value
        or " & " in value
        or any(name.count(",") > _MOST_COMMAS for name in value.split(" and "))
    )


def _is_joined(name: str) -> bool:
    if is_body(name) or _fault_of_others(name, 0) or _is_unbraced_institution(name):
        return False
    bare = _ENTITY.sub("", _without_braces(name))
    if _LABEL.match(bare):
        return False
    return ";" in bare or " & " in bare or bare.count(",") > _MOST_COMMAS


def _without_braces(name: str) -> str:
    """The name less all that stands in braces."""
    depth, bare = 0, []
    for character in name:
        depth = max(depth + (character == "{") - (character == "}"), 0)
        if depth == 0:
            bare.append(character)
    return "".join(bare)


def _lists_with(
    context: Context, words: Collection[str]
) -> Iterator[tuple[Source, str, Sequence[str]]]:
    """Each list of authors or editors with one of these plain words, or none; split into names."""
    wanted = frozenset(words)
    for source, field, value in values_of(context, *_LISTS):
        found = plain_words(value).split()
        if not found or not wanted.isdisjoint(found):
            yield source, field, names_in(value)
