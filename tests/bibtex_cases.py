"""What BibTeX files say: small texts, the fields that are right, and the faults with their places.

The right answers are BibTeX's (`bibtex.web`, btxdoc), and biber's where BibTeX has none; they were
written by hand, not taken from the reader. A fault is written "rule line:column subject".
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """A text, its entries in order with their fields, and its faults in order.

    `pybtex` says why pybtex can't give a second opinion, where it can't.
    """

    name: str
    text: str
    entries: dict[str, dict[str, str]]
    faults: list[str] = field(default_factory=list)
    pybtex: str = ""


NO_INHERITANCE = "pybtex maps no titles and knows no xdata"
NO_COMMENT_BLOCK = "pybtex reads the entries in a @comment, as BibTeX does"
UNICODE_BLANKS = "pybtex takes Unicode's blanks for white space, BibTeX only ASCII's"
ODD_KEYS = "pybtex allows no parenthesis in a key"
STOPS = "pybtex stops at the first thing that it can't read"

VALID = [
    Case("braced-value", "@misc{a, title = {A title}}", {"a": {"title": "A title"}}),
    Case("quoted-value", '@misc{a, title = "A title"}', {"a": {"title": "A title"}}),
    Case("number", "@misc{a, year = 2020}", {"a": {"year": "2020"}}),
    Case("number-with-leading-zeros", "@misc{a, number = 007}", {"a": {"number": "007"}}),
    Case("trailing-comma", "@misc{a, year = 2020,}", {"a": {"year": "2020"}}),
    Case(
        "trailing-comma-on-next-line",
        "@misc{a, year = 2020\n  ,\n}",
        {"a": {"year": "2020"}},
    ),
    Case("commas-first", "@misc{a\n, b = 1\n, c = 2\n}", {"a": {"b": "1", "c": "2"}}),
    Case("no-fields", "@misc{a}", {"a": {}}),
    Case("no-fields-but-a-comma", "@misc{a,}", {"a": {}}),
    Case("empty-values", '@misc{a, b = {}, c = "", d = {  }}', {"a": {"b": "", "c": "", "d": ""}}),
    Case("no-spaces", "@misc{a,b={1},c={2}}", {"a": {"b": "1", "c": "2"}}),
    Case(
        "white-space-everywhere",
        "@ misc \n {\n\ta \n,\n b\n =\n {1}\n}",
        {"a": {"b": "1"}},
    ),
    Case("delimiter-on-next-line", "@misc\n{a, b = {1}}", {"a": {"b": "1"}}),
    Case(
        "any-case-of-type", "@MISC{a, b = 1}\n@Misc{c, d = 2}", {"a": {"b": "1"}, "c": {"d": "2"}}
    ),
    Case(
        "any-case-of-field", "@misc{a, TITLE = {T}, Year = 1}", {"a": {"title": "T", "year": "1"}}
    ),
    Case("parentheses", "@misc(a, b = {1}, c = 2)", {"a": {"b": "1", "c": "2"}}),
    Case("parenthesis-in-braces", "@misc(a, b = {1) 2})", {"a": {"b": "1) 2"}}),
    Case("parenthesis-in-quotes", '@misc(a, b = "1) 2", c = 3)', {"a": {"b": "1) 2", "c": "3"}}),
    Case(
        "brace-entry-with-parentheses",
        "@misc{a, b = {(1}, c = {2)}}",
        {"a": {"b": "(1", "c": "2)"}},
    ),
    Case(
        "nested-braces",
        "@misc{a, b = {The {DNA} of {{E}. coli}}}",
        {"a": {"b": "The {DNA} of {{E}. coli}"}},
    ),
    Case("double-braces", "@misc{a, b = {{WHO}}}", {"a": {"b": "{WHO}"}}),
    Case("quotes-in-braces", '@misc{a, b = {say "x" and "}}', {"a": {"b": 'say "x" and "'}}),
    Case("braced-quotes-in-quotes", '@misc{a, b = "say {"}x{"}"}', {"a": {"b": 'say {"}x{"}'}}),
    Case("braces-in-quotes", '@misc{a, b = "the {DNA}, and"}', {"a": {"b": "the {DNA}, and"}}),
    Case(
        "comma-and-equals-in-value",
        "@misc{a, b = {x, y = {z}, w = 1}}",
        {"a": {"b": "x, y = {z}, w = 1"}},
    ),
    Case(
        "latex-is-kept",
        '@misc{a, b = {G{\\"o}del \\& {\\ss} 5\\%}}',
        {"a": {"b": 'G{\\"o}del \\& {\\ss} 5\\%'}},
    ),
    Case("percent-in-value", "@misc{a, b = {5% of %20}}", {"a": {"b": "5% of %20"}}),
    Case("at-sign-in-value", "@misc{a, b = {me@home.org}}", {"a": {"b": "me@home.org"}}),
    Case(
        "at-sign-and-brace-in-value",
        "@misc{a, b = {LeQua @ {CLEF}}}",
        {"a": {"b": "LeQua @ {CLEF}"}},
    ),
    Case(
        "at-sign-and-brace-in-quotes",
        '@misc{a, b = "LeQua @ {CLEF}"}',
        {"a": {"b": "LeQua @ {CLEF}"}},
    ),
    Case("blanks-become-one", "@misc{a, b = { x \n\t y\n}}", {"a": {"b": "x y"}}),
    Case(
        "no-break-space-is-kept",
        "@misc{a, b = {x\u00a0 y}}",
        {"a": {"b": "x\u00a0 y"}},
        pybtex=UNICODE_BLANKS,
    ),
    Case("unicode", "@misc{Müller_β, b = {Straße 中文 😀}}", {"Müller_β": {"b": "Straße 中文 😀"}}),
    Case("odd-key", "@misc{DBLP:conf/x+y_z.1'2;&*, b = 1}", {"DBLP:conf/x+y_z.1'2;&*": {"b": "1"}}),
    Case("numeric-key", "@misc{2020, b = 1}", {"2020": {"b": "1"}}),
    Case(
        "hyphen-in-field-name",
        "@misc{a, date-added = {x}, bdsk-url-1 = {y}}",
        {"a": {"date-added": "x", "bdsk-url-1": "y"}},
    ),
    Case("unknown-type", "@my-type.2{a, b = 1}", {"a": {"b": "1"}}),
    Case("type-that-begins-with-comment", "@commentary{a, b = 1}", {"a": {"b": "1"}}),
    Case("type-that-begins-with-string", "@stringent{a, b = 1}", {"a": {"b": "1"}}),
    Case("crlf", "@misc{a,\r\n  b = {1\r\n 2},\r\n}\r\n", {"a": {"b": "1 2"}}),
    Case(
        "lone-cr",
        "@misc{a,\r  b = {1\r 2}\r}\r@misc{c, d = 1}",
        {"a": {"b": "1 2"}, "c": {"d": "1"}},
    ),
    Case("two-on-a-line", "@misc{a, b = 1} @misc{c, d = 2}", {"a": {"b": "1"}, "c": {"d": "2"}}),
    Case("touching", "@misc{a}@misc{b}", {"a": {}, "b": {}}),
    Case(
        "free-text", 'A note, 5% of it: {x} = "y".\n@misc{a, b = 1}\nMore of it.', {"a": {"b": "1"}}
    ),
    Case(
        "address-in-free-text",
        "from me@home.org\n\n@misc{a, b = 1}",
        {"a": {"b": "1"}},
        pybtex=STOPS,
    ),
    Case("unbalanced-free-text", 'a } and { and "\n@misc{a, b = 1}', {"a": {"b": "1"}}),
    Case(
        "percent-before-entry",
        "% exported\n%@misc{x, b = 1}\n@misc{a, b = 1}",
        {"x": {"b": "1"}, "a": {"b": "1"}},
    ),
    Case("nothing", "", {}),
    Case("only-text", "nothing here", {}),
    Case(
        "comment-block",
        "@comment{@misc{x, b = 1}}\n@misc{a, b = 1}",
        {"a": {"b": "1"}},
        pybtex=NO_COMMENT_BLOCK,
    ),
    Case(
        "comment-with-lines",
        "@Comment{\n@misc{x, b = 1}\n\n@misc{y}\n}\n@misc{a}",
        {"a": {}},
        pybtex=NO_COMMENT_BLOCK,
    ),
    Case(
        "comment-of-jabref",
        "@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n}\n@misc{a}",
        {"a": {}},
    ),
    Case("comment-word", "@comment this\n@misc{a}", {"a": {}}, pybtex=STOPS),
    Case("comment-never-closed", "@comment{ {\n@misc{a, b = 1}", {"a": {"b": "1"}}),
    Case("preamble", '@preamble{"\\newcommand{\\x}{y}" # { z}}\n@misc{a}', {"a": {}}),
    Case("string", "@string{j = {Journal}}\n@misc{a, b = j}", {"a": {"b": "Journal"}}),
    Case(
        "string-in-parentheses", '@string(j = "Journal")\n@misc{a, b = j}', {"a": {"b": "Journal"}}
    ),
    Case("string-in-any-case", "@STRING{Lancet = {L}}\n@misc{a, b = LANCET}", {"a": {"b": "L"}}),
    Case("string-with-odd-name", "@string{j-of:x = {J}}\n@misc{a, b = j-of:x}", {"a": {"b": "J"}}),
    Case(
        "string-redefined",
        "@string{j = {J}}\n@misc{a, b = j}\n@string{j = {K}}\n@misc{c, b = j}",
        {"a": {"b": "J"}, "c": {"b": "K"}},
    ),
    Case(
        "string-of-strings",
        "@string{x = {X}}\n@string{y = x # { Y}}\n@string{z = y # { Z}}\n@misc{a, b = z}",
        {"a": {"b": "X Y Z"}},
    ),
    Case(
        "string-keeps-its-blanks",
        '@string{and = " and "}\n@misc{a, b = {X} # and # {Y}}',
        {"a": {"b": "X and Y"}},
    ),
    Case("concatenation", '@misc{a, b = {x} # "y" # 3}', {"a": {"b": "xy3"}}),
    Case("concatenation-over-lines", '@misc{a, b = {x }\n  # {y}\n  # "z"}', {"a": {"b": "x yz"}}),
    Case(
        "months",
        "@misc{a, month = jan}\n@misc{b, month = DEC}",
        {"a": {"month": "January"}, "b": {"month": "December"}},
    ),
    Case("month-with-day", '@misc{a, month = "1~" # jul}', {"a": {"month": "1~July"}}),
    Case("month-in-braces", "@misc{a, month = {jan}}", {"a": {"month": "jan"}}),
    Case(
        "month-redefined",
        "@string{jan = {Jänner}}\n@misc{a, month = jan}",
        {"a": {"month": "Jänner"}},
    ),
    Case("hash-in-braces", "@misc{a, b = {x # y}}", {"a": {"b": "x # y"}}),
    Case(
        "long-value",
        f"@misc{{a, b = {{{'x ' * 100_000}}}}}",
        {"a": {"b": ("x " * 100_000).strip()}},
    ),
    Case(
        "many-fields",
        f"@misc{{a, {', '.join(f'f{n} = {n}' for n in range(500))}}}",
        {"a": {f"f{n}": str(n) for n in range(500)}},
    ),
]

DISAGREEMENTS = [
    Case(
        "field-within-a-quoted-value",
        '@misc{a, b = "x {"y, z = "} w", c = 1}',
        {"a": {"b": 'x {"y, z = "} w', "c": "1"}},
        ["parser-disagreement 1:15 a"],
    ),
    Case(
        "key-with-parenthesis",
        "@misc(a(1), b = {1})",
        {"a(1)": {"b": "1"}},
        ["parser-disagreement 1:1 a(1)"],
        pybtex=ODD_KEYS,
    ),
    Case(
        "backslashes-at-the-end",
        "@misc{a, b = {x\\\\}, c = 1}",
        {"a": {"b": "x\\\\", "c": "1"}},
        ["parser-disagreement 1:17 a"],
    ),
    Case(
        "escaped-closing-brace",
        "@misc{a, b = {x \\}, c = {y}}",
        {"a": {"b": "x \\", "c": "y"}},
        ["parser-disagreement 1:17 a"],
    ),
    Case(
        "escaped-braces-in-value",
        "@misc{a, b = {the set \\{1\\}}}",
        {"a": {"b": "the set \\{1\\}"}},
    ),
    Case(
        "quote-deep-in-quotes",
        '@misc{a, b = "say {x"y}", c = 1}',
        {"a": {"b": 'say {x"y}', "c": "1"}},
        ["parser-disagreement 1:1 a"],
    ),
    Case(
        "line-that-looks-like-an-entry",
        "@misc{a,\n  abstract = {as in\n@misc{b, c = 1}\n  of BibTeX},\n  d = 1\n}\n@misc{e}",
        {"a": {"abstract": "as in @misc{b, c = 1} of BibTeX", "d": "1"}, "e": {}},
        ["parser-disagreement 3:1 a"],
    ),
    Case(
        "quoted-line-that-looks-like-an-entry",
        '@misc{a,\n  abstract = "as in\n  @misc{b, c = 1}",\n}\n@misc{e}',
        {"a": {"abstract": "as in @misc{b, c = 1}"}, "e": {}},
        ["parser-disagreement 3:1 a"],
    ),
]

BROKEN = [
    Case(
        "never-closed",
        "@misc{a, b = {1}\n\n@misc{c, d = 1}",
        {"a": {"b": "1"}, "c": {"d": "1"}},
        ["unreadable-entry 1:1 a"],
    ),
    Case(
        "never-closed-but-a-brace-later",
        "@misc{a, b = {1}\n\n@misc{c, d = 1}\n}\n",
        {"a": {"b": "1"}, "c": {"d": "1"}},
        ["unreadable-entry 1:1 a"],
    ),
    Case(
        "value-never-closed",
        "@misc{a,\n  b = {1,\n  c = {2}\n}\n\n@misc{d, e = 1}",
        {"a": {"b": "1, c = {2}"}, "d": {"e": "1"}},
        ["unreadable-entry 1:1 a"],
    ),
    Case(
        "value-never-closed-at-the-end",
        "@misc{d, e = 1}\n@misc{a, b = {1",
        {"d": {"e": "1"}, "a": {"b": "1"}},
        ["unreadable-entry 2:1 a", "unreadable-entry 2:14 a"],
    ),
    Case(
        "all-in-a-row-never-closed",
        "@misc{a, b = 1\n@misc{c, d = 1\n@misc{e, f = 1}",
        {"a": {"b": "1"}, "c": {"d": "1"}, "e": {"f": "1"}},
        ["unreadable-entry 1:1 a", "unreadable-entry 2:1 c"],
    ),
    Case(
        "parenthesis-never-closed",
        "@misc(a, b = {1}\n\n@misc{c, d = 1}",
        {"a": {"b": "1"}, "c": {"d": "1"}},
        ["unreadable-entry 1:1 a"],
    ),
    Case(
        "parenthesis-closed-by-brace",
        "@misc(a, b = {1}}\n\n@misc{c, d = 1}",
        {"a": {"b": "1"}, "c": {"d": "1"}},
        ["unreadable-entry 1:1 a", "unreadable-entry 1:17 a"],
    ),
    Case(
        "quote-never-closed",
        '@misc{a,\n  b = "1,\n  c = {2}\n}\n@misc{d, e = 1}',
        {"a": {"b": "1", "c": "2"}, "d": {"e": "1"}},
        ["unreadable-entry 2:7 a"],
    ),
    Case(
        "brace-too-many",
        "@misc{a,\n  b = {1}},\n  c = {2}\n}\n@misc{d, e = 1}",
        {"a": {"b": "1"}, "d": {"e": "1"}},
        ["unreadable-entry 3:3 a"],
    ),
    Case(
        "brace-too-many-in-quotes",
        '@misc{a, b = "1}", c = 2}\n@misc{d, e = 1}',
        {"a": {"b": "1"}, "d": {"e": "1"}},
        ["unreadable-entry 1:14 a"],
    ),
    Case(
        "comma-missing",
        "@misc{a,\n  b = {1}\n  c = {2},\n  d = 3\n}",
        {"a": {"b": "1", "c": "2", "d": "3"}},
        ["unreadable-entry 2:9 a"],
    ),
    Case(
        "comma-missing-after-key",
        "@misc{a\n  b = {1},\n  c = 2\n}",
        {"a": {"b": "1", "c": "2"}},
        ["unreadable-entry 1:7 a"],
    ),
    Case(
        "comma-too-many",
        "@misc{a, b = 1,, c = 2}",
        {"a": {"b": "1", "c": "2"}},
        ["unreadable-entry 1:16 a"],
    ),
    Case("no-key", "@misc{, b = 1}\n@misc{a}", {"a": {}}, ["unreadable-entry 1:1 "]),
    Case("no-key-no-comma", "@misc{b = 1}\n@misc{a}", {"a": {}}, ["unreadable-entry 1:1 "]),
    Case("no-key-no-spaces", "@misc{b={x, y}}\n@misc{a}", {"a": {}}, ["unreadable-entry 1:1 "]),
    Case("nothing-in-it", "@misc{}\n@misc{a}", {"a": {}}, ["unreadable-entry 1:1 "]),
    Case(
        "no-type", "@{a, b = 1}\n@misc{c}", {"a": {"b": "1"}, "c": {}}, ["unreadable-entry 1:1 a"]
    ),
    Case(
        "no-delimiter",
        "@article smith,\n  b = 1}\n@misc{c}",
        {"c": {}},
        ["unreadable-entry 1:1 "],
    ),
    Case(
        "comma-in-type",
        "@mi,sc{smith, b = 1}\n@misc{c}",
        {"c": {}},
        ["unreadable-entry 1:1 "],
    ),
    Case(
        "key-with-blanks",
        "@misc{my key, b = 1}",
        {"my key": {"b": "1"}},
        ["unreadable-entry 1:7 my key"],
    ),
    Case(
        "not-a-field",
        "@misc{a, b = 1, note, c = 2}",
        {"a": {"b": "1", "c": "2"}},
        ["unreadable-entry 1:17 a"],
    ),
    Case(
        "commented-field",
        "@misc{a,\n  b = 1,\n  % c = 2,\n  d = 3\n}",
        {"a": {"b": "1", "d": "3"}},
        ["unreadable-entry 3:3 a"],
    ),
    Case(
        "text-after-value",
        "@misc{a, b = {1} x, c = 2}",
        {"a": {"b": "1", "c": "2"}},
        ["unreadable-entry 1:18 a"],
    ),
    Case(
        "no-value",
        "@misc{a, b = , c = 2}",
        {"a": {"b": "", "c": "2"}},
        ["unreadable-entry 1:14 a"],
    ),
    Case(
        "nothing-to-concatenate",
        "@misc{a, b = {x} # , c = 2}",
        {"a": {"b": "x", "c": "2"}},
        ["unreadable-entry 1:20 a"],
    ),
    Case(
        "pages-without-braces",
        "@misc{a, pages = 1--10, c = 2}",
        {"a": {"pages": "1--10", "c": "2"}},
        ["unreadable-entry 1:18 a"],
    ),
    Case(
        "number-with-comma",
        "@misc{a, samplesize = 1,234, c = 2}",
        {"a": {"samplesize": "1", "c": "2"}},
        ["unreadable-entry 1:25 a"],
    ),
    Case(
        "duplicate-key",
        "@misc{a, b = 1}\n@misc{a, b = 2}",
        {"a": {"b": "1"}},
        ["duplicate-key 2:1 a"],
    ),
    Case(
        "key-in-other-case",
        "@misc{Smith, b = 1}\n@misc{smith, b = 2}",
        {"Smith": {"b": "1"}, "smith": {"b": "2"}},
        ["duplicate-key 2:1 smith"],
    ),
    Case(
        "duplicate-field",
        "@misc{a, b = {1}, c = 2,\n  b = {3}}",
        {"a": {"b": "1", "c": "2"}},
        ["duplicate-field 2:8 a"],
    ),
    Case(
        "duplicate-field-in-other-case",
        "@misc{a, doi = {1}, DOI = {2}}",
        {"a": {"doi": "1"}},
        ["duplicate-field 1:28 a"],
    ),
    Case(
        "undefined-string",
        "@misc{a, b = nature, c = 1}",
        {"a": {"b": "", "c": "1"}},
        ["undefined-string 1:14 a"],
    ),
    Case(
        "undefined-string-in-concatenation",
        "@misc{a, b = {x} # nature # {y}}",
        {"a": {"b": "xy"}},
        ["undefined-string 1:20 a"],
    ),
    Case(
        "string-defined-after-use",
        "@misc{a, b = j}\n@string{j = {J}}\n@misc{c, b = j}",
        {"a": {"b": ""}, "c": {"b": "J"}},
        ["undefined-string 1:14 a"],
    ),
    Case(
        "string-of-undefined-string",
        "@string{j = nature # {J}}\n@misc{a, b = j}",
        {"a": {"b": "J"}},
        ["undefined-string 1:13 "],
    ),
    Case(
        "string-of-itself",
        "@string{j = j # {J}}\n@misc{a, b = j}",
        {"a": {"b": "J"}},
        ["undefined-string 1:13 "],
    ),
    Case(
        "string-without-name",
        "@string{{J}}\n@misc{a}",
        {"a": {}},
        ["unreadable-entry 1:9 "],
    ),
    Case(
        "string-with-more",
        "@string{j = {J}, k = {K}}\n@misc{a, b = j}",
        {"a": {"b": "J"}},
        ["unreadable-entry 1:16 "],
    ),
    Case(
        "string-without-value",
        "@string{j = }\n@misc{a, b = j}",
        {"a": {"b": ""}},
        ["unreadable-entry 1:13 "],
    ),
    Case(
        "string-never-closed",
        "@string{j = {J}\n@misc{a, b = j}",
        {"a": {"b": "J"}},
        ["unreadable-entry 1:1 "],
    ),
    Case("preamble-never-closed", "@preamble{ {x}\n@misc{a}", {"a": {}}, ["unreadable-entry 1:1 "]),
]

INHERITED = [
    Case(
        "crossref",
        "@inbook{a, title = {Part}, crossref = {b}}\n@book{b, publisher = {P}, year = 1}",
        {
            "a": {"title": "Part", "crossref": "b", "publisher": "P", "year": "1"},
            "b": {"publisher": "P", "year": "1"},
        },
    ),
    Case(
        "crossref-fills-only-what-is-missing",
        "@misc{a, year = 2, crossref = {b}}\n@misc{b, year = 1, note = {n}}",
        {"a": {"year": "2", "crossref": "b", "note": "n"}, "b": {"year": "1", "note": "n"}},
    ),
    Case(
        "title-of-a-whole",
        "@inproceedings{a, title = {Talk}, crossref = {b}}\n"
        "@proceedings{b, title = {Proc}, subtitle = {Sub}}",
        {
            "a": {"title": "Talk", "crossref": "b", "booktitle": "Proc", "booksubtitle": "Sub"},
            "b": {"title": "Proc", "subtitle": "Sub"},
        },
    ),
    Case(
        "booktitle-of-a-whole-goes-first",
        "@incollection{a, crossref = {b}}\n@book{b, title = {T}, booktitle = {B}}",
        {"a": {"crossref": "b", "booktitle": "B"}, "b": {"title": "T", "booktitle": "B"}},
    ),
    Case(
        "author-of-a-book",
        "@inbook{a, crossref = {b}}\n@book{b, author = {X}}",
        {"a": {"crossref": "b", "author": "X", "bookauthor": "X"}, "b": {"author": "X"}},
    ),
    Case(
        "article-in-periodical",
        "@article{a, title = {T}, crossref = {b}}\n@periodical{b, title = {J}}",
        {"a": {"title": "T", "crossref": "b", "journaltitle": "J"}, "b": {"title": "J"}},
    ),
    Case(
        "volume-of-a-series",
        "@book{a, title = {V}, crossref = {b}}\n@mvbook{b, title = {S}}",
        {"a": {"title": "V", "crossref": "b", "maintitle": "S"}, "b": {"title": "S"}},
    ),
    Case(
        "own-date-keeps-the-parents-out",
        "@inbook{a, year = 2, crossref = {b}}\n@book{b, date = {2001-01}, month = may}",
        {"a": {"year": "2", "crossref": "b"}, "b": {"date": "2001-01", "month": "May"}},
    ),
    Case(
        "appraisal-stays-with-the-parent",
        "@inbook{a, crossref = {b}}\n@book{b, design = {rct}, samplesize = 9, note = {n}}",
        {
            "a": {"crossref": "b", "note": "n"},
            "b": {"design": "rct", "samplesize": "9", "note": "n"},
        },
    ),
    Case(
        "grandparent",
        "@misc{a, crossref = {b}}\n@misc{b, crossref = {c}}\n@misc{c, note = {n}}",
        {
            "a": {"crossref": "b", "note": "n"},
            "b": {"crossref": "c", "note": "n"},
            "c": {"note": "n"},
        },
    ),
    Case(
        "xdata",
        "@misc{a, xdata = {b, c}}\n@xdata{b, note = {n}}\n@xdata{c, year = 1}",
        {
            "a": {"xdata": "b, c", "year": "1", "note": "n"},
            "b": {"note": "n"},
            "c": {"year": "1"},
        },
    ),
    Case(
        "xdata-of-xdata",
        "@misc{a, xdata = {b}}\n@xdata{b, xdata = {c}, note = {n}}\n@xdata{c, year = 1}",
        {
            "a": {"xdata": "b", "note": "n", "year": "1"},
            "b": {"xdata": "c", "note": "n", "year": "1"},
            "c": {"year": "1"},
        },
    ),
    Case(
        "last-xdata-goes-first-and-own-field-before-it",
        "@misc{a, x = 0, xdata = {b, c}}\n@xdata{b, x = 1, y = 1}\n@xdata{c, x = 2, y = 2}",
        {
            "a": {"x": "0", "xdata": "b, c", "y": "2"},
            "b": {"x": "1", "y": "1"},
            "c": {"x": "2", "y": "2"},
        },
    ),
    Case(
        "no-parent",
        "@misc{a, crossref = {b}, note = {n}}",
        {"a": {"crossref": "b", "note": "n"}},
        ["broken-crossref 1:22 a"],
    ),
    Case(
        "parent-in-other-case",
        "@misc{a, crossref = {B}}\n@misc{b, note = {n}}",
        {"a": {"crossref": "B"}, "b": {"note": "n"}},
        ["broken-crossref 1:22 a"],
    ),
    Case(
        "parent-of-itself",
        "@misc{a, crossref = {a}}",
        {"a": {"crossref": "a"}},
        ["broken-crossref 1:22 a"],
    ),
    Case(
        "circle",
        "@misc{a, x = 1, crossref = {b}}\n@misc{b, y = 2, crossref = {a}}",
        {
            "a": {"x": "1", "crossref": "b", "y": "2"},
            "b": {"y": "2", "crossref": "a", "x": "1"},
        },
        ["broken-crossref 2:29 b", "broken-crossref 1:29 a"],
    ),
    Case(
        "no-xdata",
        "@misc{a, xdata = {b, c}}\n@xdata{b, note = {n}}",
        {"a": {"xdata": "b, c", "note": "n"}, "b": {"note": "n"}},
        ["broken-crossref 1:19 a"],
    ),
    Case(
        "xdata-that-is-none",
        "@misc{a, xdata = {b}}\n@misc{b, note = {n}}",
        {"a": {"xdata": "b"}, "b": {"note": "n"}},
        ["broken-crossref 1:19 a"],
    ),
    Case(
        "fault-of-a-parent",
        "@misc{a, crossref = {b}}\n@misc{b, note = nature}",
        {"a": {"crossref": "b", "note": ""}, "b": {"note": ""}},
        ["undefined-string 2:17 b", "undefined-string 2:17 b"],
    ),
]

CASES = [*VALID, *DISAGREEMENTS, *BROKEN, *INHERITED]
