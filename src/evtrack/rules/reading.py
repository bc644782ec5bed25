"""Files, rows and entries that could not be read as they stand."""

from collections.abc import Iterable, Iterator

from evtrack.model import Location, Problem
from evtrack.rules.rule import Context


def unreadable_row(context: Context) -> Iterable[Problem]:
    """A row of the claims file that is not valid CSV, or has more cells than columns.

    Why it matters: the row was left out, so a claim may lack a source that it has.

    Example: a cell that contains a comma and does not stand in quotes.

    What to do: put the cell in quotes, double the quotes within it, or save the file again from
    the spreadsheet.
    """
    return context.unread("unreadable-row")


def missing_column(context: Context) -> Iterable[Problem]:
    """A required column is not there.

    Why it matters: without `claim_id` and `claim` no claim can be read, and nothing is judged.

    Example: a header that says `id` where it should say `claim_id`.

    What to do: name the columns in the first row as the reference of columns does.
    """
    return context.unread("missing-column")


def unknown_column(context: Context) -> Iterable[Problem]:
    """A column that evtrack does not know, or one that stands there twice.

    Why it matters: its cells are kept but not read, which is meant for your own columns and
    surprising for a misspelt one.

    Example: `rational` where `rationale` was meant.

    What to do: correct the name; for a column of your own, switch the rule off.
    """
    return context.unread("unknown-column")


def missing_claim_id(context: Context) -> Iterable[Problem]:
    """A row without a claim id.

    Why it matters: nobody can tell which claim it belongs to, so it is left out.

    Example: the second row of a claim in a spreadsheet with merged cells.

    What to do: repeat the claim's id on each of its rows.
    """
    return context.unread("missing-claim-id")


def no_claims(context: Context) -> Iterator[Problem]:
    """The claims file has a header but not one claim that could be read.

    Why it matters: a check of nothing must not pass.

    Example: a file that was saved after its rows had been filtered away.

    What to do: add the claims, a row for each link.
    """
    ledger = context.ledger
    if not ledger.claims and not any(context.unread("missing-column")):
        yield Problem(
            f"{ledger.config.claims} holds no claim that could be read",
            Location(ledger.config.claims),
            help="Add a row with a claim_id and a claim.",
        )


def not_utf8(context: Context) -> Iterator[Problem]:
    """A file in another encoding than UTF-8.

    Why it matters: the encoding had to be guessed, and other tools may guess another one; the
    accents in names are the first to go.

    Example: a CSV file that Excel wrote on Windows as Windows-1252.

    What to do: save the file as UTF-8 (in Excel: CSV UTF-8).
    """
    for source in context.ledger.inputs:
        if source.encoding != "utf-8":
            yield Problem(
                f"{source.path} is in {source.encoding}, not in UTF-8",
                Location(source.path),
                help="Save it as UTF-8.",
            )


def unreadable_entry(context: Context) -> Iterable[Problem]:
    """A BibTeX entry that is broken, in whole or in part.

    Why it matters: what is broken is not read, and BibTeX tools differ in what they make of it.

    Example: an entry whose closing brace is missing.

    What to do: balance the braces and quotes, and put a comma between fields.
    """
    return context.unread("unreadable-entry")


def duplicate_key(context: Context) -> Iterable[Problem]:
    """Two BibTeX entries have the same key, or keys that differ only in case.

    Why it matters: the first one is used, as BibTeX does; if they are different works, links point
    to the wrong one.

    Example: two exports from Zotero pasted into one file.

    What to do: remove one, or give it a key of its own.
    """
    return context.unread("duplicate-key")


def duplicate_field(context: Context) -> Iterable[Problem]:
    """A BibTeX entry gives the same field twice.

    Why it matters: the first one is used, as BibTeX does, and other tools take the last.

    Example: two `note` fields, one of them added by hand.

    What to do: keep one of them.
    """
    return context.unread("duplicate-field")


def undefined_string(context: Context) -> Iterable[Problem]:
    """A field uses a BibTeX string that is not defined before it.

    Why it matters: BibTeX reads it as blank, so a journal or a publisher is lost.

    Example: `journal = jsm` without `@string{jsm = {The Journal of Sexual Medicine}}`.

    What to do: define the string before its first use, or put the text in braces. Files are read in
    the order in which `references` names them.
    """
    return context.unread("undefined-string")


def broken_crossref(context: Context) -> Iterable[Problem]:
    """A `crossref` or `xdata` names an entry that is missing, is the entry itself, or leads back.

    Why it matters: fields that should be inherited are not.

    Example: `crossref = {proceedings2012}` where no entry has that key.

    What to do: add the parent entry, or correct its key.
    """
    return context.unread("broken-crossref")


def parser_disagreement(context: Context) -> Iterable[Problem]:
    """An entry that BibTeX and bibtexparser read differently.

    Why it matters: evtrack reads it as BibTeX does, but your other tools may not.

    Example: a line within an abstract that begins with `@word{`.

    What to do: rewrite the entry so that every tool agrees.
    """
    return context.unread("parser-disagreement")
