"""Findings, and what a check has to show of them, in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from evtrack.config import Acceptance, Config
from evtrack.fingerprints import Changes
from evtrack.inspection import Inspection
from evtrack.model import Edit, Finding, Input, Ledger, Location, Problem, Unchecked
from evtrack.readers.claims import read_claims
from evtrack.render.check_formats import CheckView
from evtrack.render.terminal import Terminal
from evtrack.words import Severity

CLAIMS = Input("claims.csv", "claim_id,claim\nC1,A claim.\n")


def finding(
    message: str = "wrong",
    rule: str = "unknown-word",
    severity: str = "error",
    path: str = "claims.csv",
    line: int = 2,
    column: int = 4,
    width: int = 1,
    subject: str = "C1",
    advice: str = "",
    edits: Sequence[Edit] = (),
) -> Finding:
    location = Location(path, line, column, width)
    return Finding(
        rule, Severity(severity), Problem(message, location, subject, advice, tuple(edits))
    )


def shown(
    *findings: Finding,
    accepted: Sequence[Finding] = (),
    unchecked: Sequence[Unchecked] = (),
    reason: str = "asked for",
    changes: Changes | None = None,
    folder: str = "",
    fail_on: str = "error",
    config: Config | None = None,
) -> CheckView:
    ledger = Ledger(config or Config(Path()), (), (), {}, (), (CLAIMS,), read_claims(CLAIMS))
    agreed = tuple((each, Acceptance(each.rule, "C1", reason, None, 1)) for each in accepted)
    return CheckView(
        ledger,
        Inspection(tuple(findings), agreed, tuple(unchecked)),
        Severity(fail_on),
        Terminal(),
        folder,
        changes,
    )


NOTHING_NEW = Changes("main", frozenset(), ())

EDIT = Edit(Location("references.bib", 7, 12), "https://doi.org/10.1/x", "10.1/x")
TYPICAL = shown(
    finding("`C2` links to ng2020 twice", "duplicate-link", "warning", line=3, subject="C2"),
    finding(
        "no entry in the references has the key `tetik2012`",
        "unknown-citekey",
        column=23,
        width=9,
        advice="Did you mean `tetik2021`?",
    ),
    finding(
        "the DOI is a URL",
        "malformed-doi",
        "note",
        "references.bib",
        7,
        12,
        22,
        "ng2020",
        edits=[EDIT],
    ),
    accepted=[finding("C1 is weak: it rests on 1 source", "weak-claim", "warning")],
    unchecked=[
        Unchecked("dates", "no date was given", ""),
        *(Unchecked("rationale", "no stored copy of ng2020", f"C{n}") for n in range(1, 8)),
    ],
    folder="docs/tea",
)
MENDED = finding("C9 is weak", "weak-claim", "warning", line=12, subject="C9")
COMPARED = TYPICAL._replace(
    changes=Changes("main", frozenset(TYPICAL.inspection.findings[1:2]), (MENDED,))
)

ANY_TEXT = st.text(max_size=40) | st.sampled_from(
    [
        "@everyone #12 GH-12 http://evil.example www.evil.example a@b.example",
        "<img src=x onerror=alert(1)> &lt; <!-- x --> </details>",
        "[x](http://evil.example) ![x](y) `` ` ``` *a* _b_ ~~c~~ | d |",
        "a\r\n::error::b\n- c\n# d\n\n    e\n1. f",
        "% %25 %0A , : :: \x1b[31m \u202e \ufffe \ud7ff \U0010ffff \0 ]]>",
        "https://github.com/x/y/issues/1 x/y#1 deadbeef0 !1 $1 ~x &1",
    ]
)
ANY_FINDING = st.builds(
    finding,
    message=ANY_TEXT,
    severity=st.sampled_from(Severity),
    path=ANY_TEXT.filter(lambda text: "\0" not in text),
    line=st.integers(1, 9),
    column=st.integers(1, 9),
    width=st.integers(1, 9),
    subject=ANY_TEXT,
    advice=ANY_TEXT,
)
ANY_VIEW = st.builds(
    lambda found, accepted, reason, unchecked, revision: shown(
        *found,
        accepted=accepted,
        reason=reason,
        unchecked=unchecked,
        changes=Changes(revision, frozenset(found[:1]), tuple(accepted)) if revision else None,
    ),
    st.lists(ANY_FINDING, max_size=3),
    st.lists(ANY_FINDING, max_size=1),
    ANY_TEXT,
    st.lists(st.builds(Unchecked, ANY_TEXT, ANY_TEXT, ANY_TEXT), max_size=2),
    ANY_TEXT,
)
