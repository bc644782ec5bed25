"""How a dozen tools write a work as BibTeX: their fields, names, accents and layout.

Written after what the tools put out, quirks included; what evtrack rightly complains about (a DOI
as URL, a long dash in a page range) is left to the faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from unicodedata import normalize

from messy.works import Author, Work, isbn10, orcid

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
STRINGS = {
    "Journal of Tea": "jtea",
    "The Lancet Hot Drinks": "lancethd",
    "Food & Function": "foodfunct",
    "Sleep & Breathing": "sleepbr",
}

Fields = Mapping[str, str]


class Layout(NamedTuple):
    """Where a tool puts blanks, commas and line ends."""

    head: str = "@{type}{{{key},"
    indent: str = "\n  "
    equals: str = " = "
    width: int = 0
    last_comma: bool = True
    end: str = "\n}\n"


class Exporter(NamedTuple):
    """A tool: its layout, the keys it makes, and the type and fields that it gives a work."""

    key: Callable[[Work], str]
    entry: Callable[[Work], tuple[str, Fields]]
    layout: Layout

    def write(self, work: Work) -> tuple[str, str]:
        """The entry's key and its text, with the appraisal fields added at its end."""
        key = self.key(work)
        kind, fields = self.entry(work)
        braced = {name: f"{{{value}}}" for name, value in work.appraisal.items()}
        return key, laid_out(self.layout, kind, key, {**fields, **braced})


def laid_out(layout: Layout, kind: str, key: str, fields: Fields) -> str:
    """An entry as text; blank fields are left out. Values bring their own delimiters."""
    lines = [
        f"{layout.indent}{name.ljust(layout.width)}{layout.equals}{value}"
        for name, value in fields.items()
        if value.strip('{}"')
    ]
    comma = "," if layout.last_comma else ""
    return layout.head.format(type=kind, key=key) + ",".join(lines) + comma + layout.end


# Accents and names


def latex(text: str) -> str:
    r"""Accents as `{\"o}`, and a lone `&` as `\&`."""
    return "".join(_as_latex(c) for c in text.replace(" & ", r" \& "))


_ACCENTS = dict(zip("\u0300\u0301\u0302\u0303\u0308\u0304\u0307", "`'^~\"=.", strict=True))
_LETTER_ACCENTS = {"\u030c": "v", "\u0327": "c", "\u030a": "r", "\u0306": "u", "\u0328": "k"}
_LETTERS = {
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "ß": r"{\ss}",
    "å": r"{\aa}",
    "Å": r"{\AA}",
    "ı": r"{\i}",
    "Ș": r"\c{S}",
}


def _as_latex(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    decomposed = normalize("NFD", character)
    base, accent = decomposed[0], decomposed[1:]
    if accent in _ACCENTS:
        return f"{{\\{_ACCENTS[accent]}{base}}}"
    return f"{{\\{_LETTER_ACCENTS[accent]} {base}}}" if accent in _LETTER_ACCENTS else character


def family_first(author: Author) -> str:
    """As in `Ng, Ada`; a body in braces."""
    if author.is_body:
        return f"{{{author.family}}}"
    return f"{author.family}, {author.given}" if author.given else author.family


def given_first(author: Author) -> str:
    """As in `Ada Ng`; braces keep a family name of two words together."""
    if author.is_body:
        return f"{{{author.family}}}"
    if not author.given or ", " in author.family:  # a name in one word, or with a suffix
        return family_first(author)
    together = " " in author.family and author.family[0].isupper()
    return f"{author.given} {{{author.family}}}" if together else f"{author.given} {author.family}"


def initials_first(author: Author) -> str:
    """As PubMed's names come out: `Ng, A.`."""
    if author.is_body:
        return f"{{{author.family}}}"
    given = author.given.replace("-", " ").split()
    if not given:
        return author.family
    return f"{author.family}, {' '.join(name[0] + '.' for name in given)}"


def labelled(author: Author) -> str:
    """Biblatex's extended name format, which Better BibTeX writes where there is a particle."""
    particle, _, rest = author.family.rpartition(" ")
    if author.is_body or not particle.replace(" ", "").isalpha() or not particle.islower():
        return family_first(author)
    return f"family={rest}, given={author.given}, prefix={particle}, useprefix=true"


def names(work: Work, form: Callable[[Author], str] = family_first, joined: str = " and ") -> str:
    """The author field; every 13th work has more authors than anyone listed."""
    more = ["others"] if work.number % 13 == 6 else []
    return joined.join([*map(form, work.authors), *more])


def braced(**values: object) -> dict[str, str]:
    """Fields in braces. A trailing underscore of a name is for Python's own words."""
    return {name.rstrip("_"): f"{{{value}}}" for name, value in values.items()}


def ascii_family(work: Work) -> str:
    """The first author's family name as keys have it."""
    plain = normalize("NFD", work.authors[0].family.translate(str.maketrans("øłØŁı", "olOLi")))
    return "".join(c for c in plain if c.isascii() and c.isalpha())


def web_address(work: Work) -> str:
    return f"https://www.tea-{work.number}.example.org/a/b%20c?q=1&r=2#s_{work.number}~x"


# The tools


def jabref(work: Work) -> tuple[str, Fields]:
    """JabRef 5 in BibTeX mode; articles look as fetched from Medline."""
    n = work.number
    shared = {
        **braced(author=latex(names(work, given_first)), title=latex(work.title)),
        **braced(year=work.year),
    }
    kept = braced(
        file=f":{ascii_family(work)}{work.year} - Tea.pdf:PDF",
        groups="Tea, to read",
        creationdate=f"{min(work.year + 1, 2025)}-03-0{1 + n % 9}T10:15:00",
        owner="ada",
        readstatus="skimmed",
    )
    match work.kind:
        case "article":
            own = {
                **braced(journal=latex(work.journal), volume=work.volume, number=work.issue),
                "month": MONTHS[work.month - 1] if n % 4 else f"{{{work.month:02}}}",
                **braced(pages=work.pages, doi=work.doi, pmid=work.pmid, country="Switzerland"),
                **braced(issn=f"{work.issn_online} (Electronic)", pubstatus="ppublish"),
                **braced(abstract=work.abstract),
                "issn-linking": f"{{{work.issn}}}",
                "nlm-id": "{101234567}",
            }
            kind = "Article"
        case "book" | "collection":
            own = braced(
                publisher="Steep \\& Sons",
                isbn=work.isbn if n % 3 else isbn10(f"0306{n:05}"),
                edition="Second",
                address="Oxford, UK",
                pagetotal=work.last_page,
            )
            kind = "Book"
            if work.kind == "collection":
                own["editor"] = shared.pop("author")
        case "chapter":
            own = braced(crossref=f"Essays{n // 15}", pages=work.pages)
            kind = "InCollection"
        case "thesis":
            own = braced(school="University of Northern Tea", url=web_address(work))
            kind = "PhdThesis"
        case "report":
            own = braced(institution="Tea Board", number=f"TB-{n}", type="Working Paper")
            kind = "TechReport"
        case _:
            own = braced(howpublished="\\url{https://tea.example.org/" + str(n) + "}")
            seen = (
                ("urldate", "2024-02-29"),
                ("lastchecked", "29/02/2024"),
                ("note", "Accessed in May"),
            )
            own |= braced(**dict([seen[n // 15]]))
            kind = "Misc"
    return kind, {**shared, **own, **kept}


def zotero(work: Work) -> tuple[str, Fields]:
    """Zotero's own BibTeX: tabs, bare months, Unicode kept, and what does not fit in `note`."""
    n = work.number
    shared = {
        **braced(title=work.title.replace(" & ", r" \& ")),
        **braced(url=web_address(work), abstract=work.abstract, language="en-GB"),
    }
    kept = {
        **braced(author=names(work), year=work.year, keywords="Tea, {RCT}, Adult, 50\\% off"),
        **braced(file=f"Full Text PDF:/home/ada/Zotero/storage/AB{n}/x.pdf:application/pdf"),
    }
    journal = braced(volume=work.volume, number=work.issue, journal=latex(work.journal))
    match work.kind:
        case "article":
            own = {
                **braced(
                    issn=f"{work.issn}, {work.issn_online}", doi=work.doi, urldate="2023-04-05"
                ),
                **journal,
                "month": MONTHS[work.month - 1],
                **braced(pages=work.pages),
                **braced(note=f"Publisher: Steep\nPMID: {work.pmid}\nNumber: {n}"),
            }
            kind = "article"
        case "online":
            own = braced(journal="Tea for all", urldate="2023-11-30")
            kind = "misc"
        case "chapter":
            own = braced(booktitle=f"Hot drinks, volume {n}", publisher="Steep", pages=work.pages)
            own |= braced(
                isbn=f"{work.isbn[:3]}-{work.isbn[3:5]}-{work.isbn[5:12]}-{work.isbn[12]}"
            )
            kind = "incollection"
        case "thesis":
            own = braced(
                type_="{PhD} {Thesis}", school="Universität Tübingen", urldate="2022-10-09"
            )
            kind = "phdthesis"
        case "report":
            own = braced(institution="Tea Board", urldate="2021-01-31", address="Genève")
            kind = "techreport"
        case _:
            own = braced(publisher="medRxiv", doi=f"10.1101/{work.year}.03.04.{20030000 + n}")
            own |= braced(copyright="(c) {\\textcopyright} 2021, CC-BY", urldate="2021-05-06")
            own |= braced(note=f"Pages: {work.year}.03.04.{20030000 + n}\nSection: New Results")
            kind = "misc"
    return kind, {**shared, **own, **kept}


def better_bibtex(work: Work) -> tuple[str, Fields]:
    """Better BibLaTeX for Zotero: biblatex's types and fields, dates and labelled names."""
    n = work.number
    year, month = work.year, f"{work.year}-{work.month:02}"
    dates = (f"{year}", month, f"{month}-28", f"{year}~", f"{year}/{year + 1}", f"{year}-21")
    shared = braced(
        title=work.title.replace(" & ", r" \& "),
        author=names(work, labelled),
        date=dates[n % len(dates)],
    )
    kept = braced(langid="english", keywords="notion,★★★", annotation="Citation Key: pinned")
    match work.kind:
        case "article":
            own = braced(
                journaltitle=work.journal.replace("&", r"\&"),
                shortjournal="J. Tea",
                volume=work.volume,
                number=work.issue,
                pages=work.pages,
                issn=work.issn,
                orcid=f"https://orcid.org/{orcid(f'00000002{n:07}')}" if n % 2 else "",
            )
            copies = (
                braced(eprint=work.pmid, eprinttype="pubmed"),
                braced(eprint=f"PMC{3_200_000 + n}", eprinttype="pmcid"),
                braced(eprint=f"{n}12345", eprinttype="jstor"),
                braced(doi=work.doi),
            )
            own |= copies[n % len(copies)] if n % 5 else braced(doi=work.doi)
        case "online":
            own = braced(url=web_address(work), urldate="2024-06-01")
            if n % 2:
                own = braced(url=web_address(work), archiveurl="https://web.archive.example/1")
        case "chapter":
            own = braced(booktitle="Infusion Studies", publisher="Steep")
            own |= braced(isbn=f"{work.isbn} {isbn10(f'0306{n:05}')}")
        case "thesis":
            own = braced(type_="phdthesis", institution="Università degli Studi di Tè")
        case "report":
            own = braced(number=f"WHO/TEA/{n}", institution="World Health Organization")
        case _:
            own = braced(
                eprint=f"{work.year % 100:02}03.{10000 + n}",
                eprinttype="arXiv",
                eprintclass="q-bio.TE",
                pubstate="prepublished",
                urldate="2024-06-02",
            )
    kind = {"chapter": "incollection", "preprint": "online"}.get(work.kind, work.kind)
    return kind, {**shared, **own, **kept}


def by_hand(work: Work) -> tuple[str, Fields]:
    """As typed in Emacs for years: strings, `#`, quotes, months with days, and older practice."""
    n = work.number
    month = MONTHS[work.month - 1]
    months = (month, f'{month} # "~15"', f'"1~" # {month}', f'{month} # "/" # dec', "{Spring}")
    journal = STRINGS.get(work.journal, f'"{latex(work.journal)}"')
    shared = {
        "author": f'"{latex(names(work))}"',
        "title": f'"{{{latex(work.title)}}}"',
        "year": str(work.year),
    }
    if work.kind == "proceedings":
        return "Proceedings", {
            "editor": shared["author"],
            **{name: shared[name] for name in ("title", "year")},
            "publisher": "steep # { Press}",
            "series": "{Lecture Notes in Tea}",
        }
    if work.kind == "inproceedings":
        return "InProceedings", {
            **{name: shared[name] for name in ("author", "title")},
            "crossref": f"{{teaconf{n // 5}}}",
            "pages": f'"{work.first_page}--{work.last_page}"',
            "doi": f"{{{work.doi}}}",
        }
    return "ARTICLE", {
        **shared,
        "journal": journal if n % 2 else f'{journal} # "~({{B}})"',
        "volume": str(work.volume),
        "pages": f'"{work.first_page}--{work.last_page}"',
        "month": months[n % len(months)],
        "doi": f"{{{work.doi}}}",
        "note": "\"In {German}, with an English \\emph{r{\\'e}sum{\\'e}}\"",
    }


def texmed(work: Work) -> tuple[str, Fields]:
    """TeXMed's export of PubMed records: quotes, initials, an abbreviated journal."""
    title = latex(work.title)
    return "Article", {
        "Author": f'"{latex(names(work, initials_first, "  and "))} "',
        "Title": f'"{{{{{title[0]}}}{title[1:]}}}"' if title[0].isalpha() else f'"{{{title}}}"',
        "Journal": '"J Tea (Lond)"',
        "Year": f'"{work.year}"',
        "Volume": f'"{work.volume}"',
        "Number": f'"{work.issue} Suppl 1"',
        "Pages": f'"{work.pages}"',
        "Month": f'"{MONTHS[work.month - 1].title()}"' if work.number % 3 else '"Mar-Apr"',
        "pmid": f'"{work.pmid}"',
        "PMCID": f'"PMC{3_100_000 + work.number}"' if work.number % 2 else '""',
    }


def crossref(work: Work) -> tuple[str, Fields]:
    """What Crossref answers for a DOI: all on one line, Unicode, markup in titles."""
    title = work.title.replace(r"\textit{Camellia sinensis}", "<i>Camellia sinensis</i>")
    return "article", {
        **braced(title=title, volume=work.volume, ISSN=work.issn),
        **braced(url=f"http://dx.doi.org/{work.doi}", DOI=work.doi, number=work.issue),
        **braced(journal=work.journal, publisher="Steep BV", author=names(work), year=work.year),
        "month": MONTHS[work.month - 1],
        **braced(pages=work.pages),
    }


def springer(work: Work) -> tuple[str, Fields]:
    """Springer: an author a line, months in braces, and the day."""
    return "Article", braced(
        author=names(work, joined="\nand "),
        title=work.title,
        journal=work.journal,
        year=work.year,
        month=MONTHS[work.month - 1].title(),
        day=f"{1 + work.number % 28:02}",
        volume=work.volume,
        pages=work.first_page,
        abstract=work.abstract,
        issn=work.issn_online,
        doi=work.doi,
        url=f"https://doi.org/{work.doi}",
    )


def wiley(work: Work) -> tuple[str, Fields]:
    """Wiley Online Library: its key is the DOI as a URL, and `eprint` is one too."""
    return "article", braced(
        author=names(work),
        title=work.title,
        journal=work.journal,
        volume=work.volume,
        number=work.issue,
        pages="n/a--n/a" if work.number % 2 else work.pages,
        keywords="tea, sleep",
        doi=work.doi,
        url=f"https://onlinelibrary.example.org/doi/abs/{work.doi}",
        eprint=f"https://onlinelibrary.example.org/doi/pdf/{work.doi}",
        note=f"e{work.number} TEA-{work.year}",
        abstract=f"Abstract {work.abstract}",
        year=work.year,
    )


def oxford(work: Work) -> tuple[str, Fields]:
    """Oxford Academic: titles in quotes and braces, two-digit months."""
    abstract = work.abstract.replace('"', "''")
    return "article", {
        **braced(author=names(work)),
        "title": f'"{{{work.title}}}"',
        **braced(journal=work.journal, volume=work.volume, number=work.issue, pages=work.pages),
        **braced(year=work.year, month=f"{work.month:02}"),
        "abstract": f'"{{{abstract}}}"',
        **braced(issn=work.issn, doi=work.doi, url=f"https://doi.org/{work.doi}"),
    }


def science_direct(work: Work) -> tuple[str, Fields]:
    """ScienceDirect: given names first, an ISSN without mercy, abstracts of several lines."""
    return "article", braced(
        title=work.title,
        journal=work.journal,
        volume=work.volume,
        pages=work.pages,
        year=work.year,
        note="Special Issue: Tea",
        issn=work.issn,
        doi=work.doi,
        url=f"https://www.sciencedirect.example/science/article/pii/S{work.number:016}",
        author=names(work, given_first),
        keywords="Tea, Sleep; Adults",
        abstract="Background\n" + work.abstract.replace(". ", ".\n"),
    )


def biorxiv(work: Work) -> tuple[str, Fields]:
    """bioRxiv: an `@article` of a journal that is none, and a blank before the brace."""
    doi = f"10.1101/{work.year}.03.04.{123456 + work.number}"
    return "article", {
        **braced(author=names(work), title=work.title),
        "elocation-id": f"{{{work.year}.03.04.{123456 + work.number}}}",
        **braced(year=work.year, doi=doi, publisher="Cold Spring Harbor Laboratory"),
        **braced(abstract=f"{work.abstract}Competing Interest StatementThe authors have none."),
        **braced(URL=f"https://www.biorxiv.example/content/early/{doi}", journal="bioRxiv"),
    }


def arxiv(work: Work) -> tuple[str, Fields]:
    """arXiv: blanks at the ends of lines, and no DOI."""
    identifier = f"{work.year % 100:02}12.{10000 + work.number}"
    return "misc", braced(
        title=work.title,
        author=names(work, given_first),
        year=work.year,
        eprint=identifier,
        archivePrefix="arXiv",
        primaryClass="q-bio.TE",
        url=f"https://arxiv.example/abs/{identifier}",
    )


def dblp(work: Work) -> tuple[str, Fields]:
    r"""dblp: aligned, an author a line, `\_` in DOIs, dates of its own."""
    if work.kind == "proceedings":
        return "proceedings", braced(
            editor=latex(names(work, given_first, " and\n                  ")),
            title=latex(work.title),
            series="Lecture Notes in Tea Science",
            volume=work.volume,
            publisher="Steep",
            year=work.year,
            doi=f"10.5555/978-3-030-{12000 + work.number}-6",
            isbn=f"{work.isbn[:3]}-{work.isbn[3:]}",
            timestamp="Mon, 01 Mar 2021 12:00:00 +0100",
            bibsource="dblp computer science bibliography, https://dblp.example",
        )
    return "inproceedings", braced(
        author=latex(names(work, given_first, " and\n                  ")),
        title=latex(work.title),
        booktitle="",
        crossref=f"DBLP:conf/tea/{work.number // 5}",
        pages=f"{work.first_page}--{work.last_page}",
        year=work.year,
        url=f"https://doi.org/10.5555/978-3-030-{12000 + work.number}-6\\_{work.issue}",
        doi=f"10.5555/978-3-030-{12000 + work.number}-6\\_{work.issue}",
        biburl=f"https://dblp.example/rec/conf/tea/{work.number}.bib",
        timestamp="Mon, 01 Mar 2021 12:00:00 +0100",
    )


def mendeley(work: Work) -> tuple[str, Fields]:
    """Mendeley Desktop: in alphabetical order, titles in two braces, an ISSN without its hyphen."""
    return "article", braced(
        abstract=work.abstract,
        author=latex(names(work)),
        doi=work.doi.replace("_", "{\\_}"),
        file=":C$\\backslash$:/Users/ada/x.pdf:pdf",
        issn=work.issn.replace("-", ""),
        journal=latex(work.journal),
        keywords="Adult,Humans,Tea",
        month=MONTHS[work.month - 1],
        number=work.issue,
        pages=work.pages,
        pmid=work.pmid,
        title=f"{{{latex(work.title)}}}",
        volume=work.volume,
        year=work.year,
    )


def endnote(work: Work) -> tuple[str, Fields]:
    """EndNote's BibTeX export: keys such as RN12, capital ISSN and DOI, and a type in words."""
    return "article", braced(
        author=names(work, initials_first),
        title=work.title,
        journal=work.journal,
        volume=work.volume,
        number=work.issue,
        pages=work.pages,
        ISSN=f"{work.issn} (Print)\n{work.issn_online} (Electronic)",
        DOI=work.doi,
        url=web_address(work),
        year=work.year,
        type_="Journal Article",
    )


TOOLS: dict[str, Exporter] = {
    "jabref": Exporter(
        lambda w: (
            f"Essays{w.number // 15}"
            if w.kind == "collection"
            else f"{ascii_family(w)}{w.year}_{w.number}"
        ),
        jabref,
        Layout(width=13),
    ),
    "zotero": Exporter(
        lambda w: f"{ascii_family(w).lower()}_{w.number}_{w.year}", zotero, Layout(indent="\n\t")
    ),
    "better-bibtex": Exporter(
        lambda w: f"{ascii_family(w).lower()}TeaSleep{w.year}-{w.number}", better_bibtex, Layout()
    ),
    "hand": Exporter(
        lambda w: (
            f"teaconf{w.number // 5}"
            if w.kind == "proceedings"
            else f"{ascii_family(w)}:{w.number}"
        ),
        by_hand,
        Layout(indent="\n    ", equals="\t= ", last_comma=False, end=" }\n"),
    ),
    "texmed": Exporter(
        lambda w: f"pmid{w.pmid}", texmed, Layout(indent="\n   ", equals="=", last_comma=False)
    ),
    "crossref": Exporter(
        lambda w: re.sub(r"[^\w-]+", "_", w.authors[0].family).strip("_") + f"_{w.number}",
        crossref,
        Layout(head=" @{type}{{{key},", indent=" ", equals="=", last_comma=False, end=" }\n"),
    ),
    "springer": Exporter(
        lambda w: f"{ascii_family(w)}{w.number}",
        springer,
        Layout(indent="\n", equals="=", last_comma=False),
    ),
    "wiley": Exporter(
        lambda w: f"https://doi.org/{w.doi.replace('(', '_').replace(')', '_')}",
        wiley,
        Layout(indent="\n", last_comma=False),
    ),
    "oxford": Exporter(lambda w: f"10.5555/tea/{w.number}", oxford, Layout(indent="\n    ")),
    "science-direct": Exporter(
        lambda w: f"{ascii_family(w).upper()}{w.year}{w.first_page}",
        science_direct,
        Layout(indent="\n", last_comma=False),
    ),
    "biorxiv": Exporter(
        lambda w: f"{ascii_family(w)}{w.year}.03.04.{123456 + w.number}",
        biorxiv,
        Layout(head="@{type} {{{key},", indent="\n\t", last_comma=False),
    ),
    "arxiv": Exporter(
        lambda w: f"{ascii_family(w).lower()}{w.year}tea{w.number}",
        arxiv,
        Layout(indent="\n      ", equals="="),
    ),
    "dblp": Exporter(
        lambda w: (
            f"DBLP:conf/tea/{w.number // 5}"
            if w.kind == "proceedings"
            else f"DBLP:conf/tea/{ascii_family(w)}{w.number}"
        ),
        dblp,
        Layout(width=12, last_comma=False),
    ),
    "mendeley": Exporter(
        lambda w: f"{ascii_family(w)}{w.year}m{w.number}",
        mendeley,
        Layout(indent="\n", last_comma=False),
    ),
    "endnote": Exporter(
        lambda w: f"RN{w.number}", endnote, Layout(indent="\n   ", last_comma=False)
    ),
}
