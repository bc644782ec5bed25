"""Projects with all kinds of faults, for Hypothesis: many rules find something in most of them."""

from __future__ import annotations

import csv
import io

from hypothesis import strategies as st

COLUMNS = ("claim_id", "claim", "stated", "citekey", "stance", "checked", "note")
ENTRIES = {
    "ng2020": "@article{ng2020, author = {Ng, Ada}, title = {Tea}, year = {2020}, "
    "journal = {Tea}, design = {rct}, riskofbias = {low}, samplesize = {500}}",
    "oz2021": "@article{oz2021, title = {Tea again}, journal = {Tea}, doi = {oz}, year = {21}}",
    "po2022": "@article{po2022, author = {Po, C}, title = {T}, journal = {J}, year = {2022}, "
    "design = {rtc}, samplesize = {many}, status = {retracted}}",
    "Über\\2": "@misc{Über\\2, title = {Odd key}, urldate = {2027-13-01}}",
    "qi2023": "@online{qi2023, author = {Qi, Di}, title = {Page}, url = {https://tea.example}}",
}
IDS = ("C1", "C2", "C 3", "c1", 'C"4\\', "茶", "C\u202e5", "C6\x07")

_rows = st.fixed_dictionaries(
    {
        "claim_id": st.sampled_from(IDS),
        "claim": st.sampled_from(["", "Tea wakes people up.", "Tea is a leaf; 24 agree."]),
        "stated": st.sampled_from(["", "firm", "mixed", "frim"]),
        "citekey": st.sampled_from(["", "nobody", "NG2020", *ENTRIES]),
        "stance": st.sampled_from(["", "supports", "supports", "contradicts", "suports", "mixed"]),
        "checked": st.sampled_from(["", "2019-01-01", "2027-01-01", "soon"]),
        "note": st.just(""),
    }
)


@st.composite
def faulty_projects(draw: st.DrawFn) -> dict[str, str]:
    """The texts of claims and references, as `builders.project` takes them."""
    rows = draw(st.lists(_rows, min_size=1, max_size=6))
    entries = draw(st.lists(st.sampled_from(list(ENTRIES.values())), max_size=6))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return {"claims": text.getvalue(), "references": "\n".join(["@comment{}", *entries])}
