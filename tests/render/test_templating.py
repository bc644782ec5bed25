"""A project's own templates: what they extend, what they can't do, and what is told of errors."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from jinja2.filters import FILTERS
from tools.transcripts import DOCS

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.config import find_config
from evtrack.errors import CannotRun
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render import templating
from evtrack.render.pages import html_page
from evtrack.render.report_formats import Report, html, markdown, report_of
from evtrack.render.templating import OwnTemplates, asset

HOSTILE = "<script>alert(1)</script>"
EXTENDS = '{% extends "evtrack/report.html.j2" %}\n'
EXTENDS_MARKDOWN = '{% extends "evtrack/report.md.j2" %}\n'


def report_with(folder: Path, claim: str = "Tea wakes people up.", **templates: str) -> Report:
    """The report on a project of one claim; a template `page` is report.html.j2, `md` the other."""
    names = {"page": "report.html.j2", "md": "report.md.j2"}
    quoted = claim.replace('"', '""')
    project(
        folder,
        claims=f'claim_id,claim\nC1,"{quoted}"\n',
        config='templates = "templates"\n',
    )
    (folder / "templates").mkdir()
    for name, text in templates.items():
        (folder / "templates" / names.get(name, name)).write_text(text, encoding="utf-8")
    return report_now(folder)


def report_now(folder: Path) -> Report:
    ledger = load(folder)
    verdicts = judge(ledger)
    return report_of(Results(ledger, verdicts, inspect(ledger, verdicts, None), None))


def refusal(folder: Path, page: str, **others: str) -> str:
    """What is told of a page that can't be rendered."""
    report = report_with(folder, page=page, **others)
    with pytest.raises(CannotRun) as refused:
        html(report)
    return str(refused.value)


# Extending


def test_a_block_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    page = EXTENDS + "{% block footer %}<p>Ours: {{ document.summary.claims }}</p>{% endblock %}"

    shown = html(report_with(tmp_path, page=page))

    assert "<p>Ours: 1</p>" in shown
    assert "GRADE-informed reading" not in shown
    assert 'id="matrix"' in shown


def test_a_block_is_added_to(tmp_path: Path) -> None:
    page = EXTENDS + "{% block footer %}{{ super() }}<p>And ours.</p>{% endblock %}"

    shown = html(report_with(tmp_path, page=page))

    assert "GRADE-informed reading" in shown
    assert "<p>And ours.</p>" in shown


def test_a_template_may_be_a_page_of_its_own(tmp_path: Path) -> None:
    page = "{% for claim in document.claims %}{{ claim.id }}: {{ claim.support }}{% endfor %}"

    assert html(report_with(tmp_path, page=page)) == "C1: unsupported"


def test_templates_of_a_project_include_each_other(tmp_path: Path) -> None:
    page = '{% extends "frame.html" %}{% block inner %}{% include "sub/x.html" %}{% endblock %}'
    report = report_with(tmp_path, page=page, **{"frame.html": "[{% block inner %}{% endblock %}]"})
    (tmp_path / "templates" / "sub").mkdir()
    (tmp_path / "templates" / "sub" / "x.html").write_text("inner", encoding="utf-8")

    assert html(report) == "[inner]"


def test_a_block_may_be_new_where_it_stands_in_another(tmp_path: Path) -> None:
    page = EXTENDS + "{% block footer %}{% block ours %}Ours{% endblock %}{% endblock %}"

    assert "Ours" in html(report_with(tmp_path, page=page))


def test_a_block_may_be_that_of_any_template_above(tmp_path: Path) -> None:
    page = (
        '{% extends "frame.html" %}{% block header %}1{% endblock %}{% block ours %}2{% endblock %}'
    )
    frame = EXTENDS + "{% block footer %}{% block ours %}{% endblock %}{% endblock %}"

    shown = html(report_with(tmp_path, page=page, **{"frame.html": frame}))

    assert "<p>GRADE-informed" not in shown
    assert "2" in shown.partition('<footer class="page-footer">')[2]


def test_markdown_is_extended_too(tmp_path: Path) -> None:
    md = EXTENDS_MARKDOWN + "{% block method %}\n## Ours\n\n{% endblock %}"

    shown = markdown(report_with(tmp_path, md=md))

    assert "\n## Ours\n" in shown
    assert "## Method" not in shown
    assert "### C1" in shown


def test_a_block_of_the_markdown_is_added_to(tmp_path: Path) -> None:
    plain = markdown(report_with(tmp_path, md=EXTENDS_MARKDOWN))
    more = EXTENDS_MARKDOWN + "{% block title %}{{ super() }}\nMore.\n{% endblock %}"
    (tmp_path / "templates" / "report.md.j2").write_text(more, encoding="utf-8")

    assert markdown(report_now(tmp_path)) == plain.replace("report\n\n", "report\n\n\nMore.\n")


def test_a_format_without_a_template_is_as_ever(tmp_path: Path) -> None:
    with_own = report_with(tmp_path, md=EXTENDS_MARKDOWN)

    assert html(with_own) == html(with_own._replace(own=None))


def test_the_sandbox_changes_no_byte() -> None:
    report = report_now(ROOT)
    elsewhere = OwnTemplates(ROOT, "no-such-folder")

    assert html(report._replace(own=elsewhere)) == html(report)
    assert markdown(report._replace(own=elsewhere)) == markdown(report)


def test_a_file_of_the_project_takes_the_place_of_no_inner_one(tmp_path: Path) -> None:
    report = report_with(tmp_path, page=EXTENDS, **{"base.html.j2": "theirs"})

    assert html(report) == html(report._replace(own=None))


def test_a_changed_template_is_read_again(tmp_path: Path) -> None:
    report = report_with(tmp_path, page="one")
    assert html(report) == "one"

    (tmp_path / "templates" / "report.html.j2").write_text("two", encoding="utf-8")

    assert html(report) == "two"


# Escaping, and the policy


@pytest.mark.parametrize(
    "page",
    [
        "{{ document.claims[0].claim }}",
        "{{ document.claims[0].claim | upper | lower }}",
        "{{ document.claims[0].claim | e }}",
        "{{ [document.claims[0].claim, 'x'] | join }}",
        "{% set x %}{{ document.claims[0].claim }}{% endset %}{{ x }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(document.claims[0].claim) }}",
        "{{ ('%s' | e) % document.claims[0].claim }}",
        "{{ '{}'.format(document.claims[0].claim) }}",
        "{% call '{}'.format(document.claims[0].claim) %}{% endcall %}",
        "{{ ('b: ' | marked) ~ document.claims[0].claim }}",
        "{{ [document.claims[0].claim, 'x' | e] | join }}",
        "{{ document.claims[0].claim | replace('x', 'y' | e) }}",
        "{{ document.claims[0].claim | urlize }}",
    ],
)
def test_what_a_template_prints_is_escaped(tmp_path: Path, page: str) -> None:
    shown = html(report_with(tmp_path, f"{HOSTILE}\u202e", page=page))

    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "⟨U+202E⟩" in shown
    assert "\u202e" not in shown


MACRO = "{% macro m(x) %}{{ x }}{% endmacro %}"


@pytest.mark.parametrize(
    "md",
    [
        "{{ document.claims[0].claim }}",
        "{{ document.claims[0].claim | e }}",
        MACRO + "{{ m(document.claims[0].claim) }}",
        "{% set x %}{{ document.claims[0].claim }}{% endset %}{{ x }}",
        "{{ document.claims }}",
        "{{ '- ' ~ document.claims[0].claim }}",
        "{{ ('C1' | claim_heading) ~ ' ' ~ document.claims[0].claim }}",
        "{{ ('C1' | claim_heading) + document.claims[0].claim }}",
        "{{ ('a' | linked('https://b.org')) ~ document.claims[0].claim }}",
        "{{ ('%s' | e) % document.claims[0].claim }}",
        "{{ ('{}' | e).format(document.claims[0].claim) }}",
        MACRO + "{{ m('a') ~ document.claims[0].claim }}",
        MACRO + "{{ m('a') + document.claims[0].claim }}",
        MACRO + "{{ [m('a'), document.claims[0].claim] | join(' ') }}",
        MACRO + "{{ [document.claims[0].claim, 'a'] | join(m(' ')) }}",
        MACRO + "{{ document.claims | join(m(' '), attribute='claim') }}",
        MACRO + "{{ document.claims[0].claim | replace('q', m('a')) }}",
        MACRO + "{{ (m('a') | indent) + document.claims[0].claim }}",
        "{% macro m(x) %}{{ caller() ~ x }}{% endmacro %}"
        "{% call m(document.claims[0].claim) %}a{% endcall %}",
        "{% set x %}a{% endset %}{{ x ~ document.claims[0].claim }}",
        "{% set x %}a{% endset %}{{ x + document.claims[0].claim }}",
        "{% block a %}a{% endblock %}{{ self.a() + document.claims[0].claim }}",
        "{% call '{}'.format(document.claims[0].claim) %}{% endcall %}",
    ],
)
def test_what_a_template_prints_is_inert_in_markdown(tmp_path: Path, md: str) -> None:
    shown = markdown(report_with(tmp_path, "![x](javascript:1) <b> @bob \u202e", md=md))

    assert r"!\[x\](javascript:1) &lt;b&gt; @&#8203;bob" in shown
    assert not re.search(r"(?<!\\)\[x|<b>|@bob|\u202e", shown)


@pytest.mark.parametrize(
    ("md", "shown"),
    [
        (
            "{{ ('C1' | claim_heading) ~ ' and ' ~ ('C2' | claim_heading) }}",
            "[C1](#c1) and [C2](#c2)",
        ),
        (MACRO + "{{ [m('*'), '*'] | join(' ') }}", r"\* \*"),
        ("{% macro m() %}**a**{% endmacro %}{{ m() ~ ' ' ~ m() }}", "**a** **a**"),
        ("{% macro m() %}a\nb{% endmacro %}{{ m() | indent(2) }}", "a\n  b"),
        ("{{ 'abc' | replace('b', 'B') ~ 5 | replace(5, '*') }}", r"aBc\*"),
    ],
)
def test_what_is_marked_stays_so_where_it_is_joined(tmp_path: Path, md: str, shown: str) -> None:
    assert markdown(report_with(tmp_path, md=md)) == shown


@pytest.mark.parametrize("filter_", ["safe", "tojson", "urlize", "xmlattr"])
def test_no_filter_makes_html_of_markdown(tmp_path: Path, filter_: str) -> None:
    report = report_with(tmp_path, md=f"{{{{ document.claims[0].claim | {filter_} }}}}")

    with pytest.raises(CannotRun, match=f"No filter named '{filter_}'"):
        markdown(report)


def test_what_no_encoding_can_write_is_named(tmp_path: Path) -> None:
    report = report_with(tmp_path, page='{{ "\\ud800" }}', md='{{ "\\ud800" ~ "\\udfff" }}')

    assert html(report) == "⟨U+D800⟩"
    assert markdown(report) == "⟨U+D800⟩⟨U+DFFF⟩"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("\n{{ document.claims[0].claim | safe }}", "report.html.j2:2: No filter named 'safe'"),
        (
            "{% autoescape false %}{{ 1 }}{% endautoescape %}",
            "report.html.j2:1: escaping can't be switched",
        ),
        (
            "\n{% filter striptags %}{{ document.claims[0].claim }}{% endfilter %}",
            "report.html.j2:2: a whole block can't be filtered",
        ),
        (
            "{% set x | striptags %}{{ document.claims[0].claim }}{% endset %}{{ x }}",
            "report.html.j2:1: a whole block can't be filtered",
        ),
    ],
)
def test_escaping_stays_on(tmp_path: Path, page: str, says: str) -> None:
    assert says in refusal(tmp_path, page)


def hash_of(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("tag", "block"),
    [
        ("style", "{% block style %}{{ super() }}\np { color: red }\n{% endblock %}"),
        ("style", "{% block style %}p { color: red }\r\n{% endblock %}"),
        ("script", "{% block script %}{{ super() }}\nlet ours = 1;{% endblock %}"),
        ("script", "{% block script %}{% endblock %}"),
    ],
)
def test_the_policy_allows_the_own_style_and_script(tmp_path: Path, tag: str, block: str) -> None:
    shown = html(report_with(tmp_path, page=EXTENDS + block))

    [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", shown, re.DOTALL)
    assert f"{tag}-src {hash_of(text)};" in shown


@pytest.mark.parametrize("name", templating.TRUSTED_BLOCKS)
@pytest.mark.parametrize(
    "inner",
    [
        "{{ document.claims[0].claim }}",
        "{{ super() ~ document.date }}",
        '{% include "x" %}',
        "{% if document.date %}a{% endif %}",
        "{% filter upper %}a{% endfilter %}",
        "{{ self.title() }}",
        "{% block inner %}{% endblock %}",
    ],
)
def test_what_the_policy_trusts_holds_no_data(tmp_path: Path, name: str, inner: str) -> None:
    page = f"{EXTENDS}\n{{% block {name} %}}\n{inner}{{% endblock %}}"

    assert f"report.html.j2:4: the block `{name}` may hold text" in refusal(tmp_path, page)


def test_nor_does_a_block_that_python_takes_for_it(tmp_path: Path) -> None:
    longs = "{% block \u017fcript %}{{ document.claims[0].claim }}{% endblock %}"
    page = EXTENDS + "{% block footer %}" + longs + "{% endblock %}{% block script %}{% endblock %}"

    assert "the block `\u017fcript` may hold text" in refusal(tmp_path, page)


@pytest.mark.parametrize("name", ["style", "script", "super", "asset", "parts"])
def test_no_name_of_a_template_gets_into_what_the_policy_trusts(tmp_path: Path, name: str) -> None:
    report = report_with(tmp_path, page=EXTENDS + f"{{% set {name} = document.claims[0].claim %}}")

    assert html(report) == html(report._replace(own=None))


def test_our_style_and_script_leave_out_what_only_authors_need() -> None:
    style, script = asset("css/base.css"), asset("report.js")
    assert "/*" not in style
    assert not re.search(r"^(\s|//)", style + script, re.MULTILINE)
    assert '"⊕○○○ "' in style


# The sandbox


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("{{ ''.__class__ }}", "access to attribute '__class__'"),
        ("{{ document.claims.append(1) }}", "attribute 'append' of 'list' object is unsafe"),
        ("{{ document.update({'claims': []}) }}", "attribute 'update' of 'dict' object is unsafe"),
        ("{{ range(10 ** 9) }}", "Range too big"),
        ("{{ document.no_such_key }}", "has no attribute 'no_such_key'"),
        ("{{ no_such_name }}", "'no_such_name' is undefined"),
        ("{% if %}", "Expected an expression"),
        ("{% for x in y %}", "Unexpected end of template"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ 1 + 'a' }}", "unsupported operand"),
        ("{{ 1 | nofilter }}", "No filter named 'nofilter'"),
        ('{% extends "report.html.j2" %}', "calls itself again and again"),
        ('{% include "report.html.j2" %}', "calls itself again and again"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself again and again"),
        ('{% extends "base.html" %}', "there is no template `base.html`"),
        ('{% include "../evtrack.toml" %}', "j2:1: templates/../evtrack.toml: leads out of the"),
        ('{% include "/etc/hostname" %}', "leads out of the folder of templates"),
        ('{% include "evtrack/../pages.py" %}', "there is no template `evtrack/../pages.py`"),
        ('{{ "../pages.py" | asset }}', "there is no template"),
        ('{{ "/etc/hostname" | asset }}', "there is no template"),
        ("\n{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "j2:2: nested too deeply"),
        ("{% for x in y %}\n" * 30 + "{% endfor %}" * 30, "j2:30: nested too deeply"),
        ("\n{{ 1 " + "+ 1" * 3000 + " }}", "j2:2: nested too deeply"),
        ("\n{{ 10 ** 5000 }}", "j2:2: Exceeds the limit"),
        ("\n{{ " + "1" * 5000 + " }}", "j2:2: Exceeds the limit"),
        ("{% include document %}", "j2:1: a template is named by a text, not by `{'version'"),
        ("{% extends document.claims %}", "j2:1: a template is named by a text, not by `[{'id'"),
        ("{% extends 5 %}", "j2:1: a template is named by a text, not by `5`"),
        ("{% include [5] %}", "j2:1: a template is named by a text, not by `5`"),
        ("{% include nothing %}", "j2:1: 'nothing' is undefined"),
        (
            EXTENDS + "\n{% block sumary %}{% endblock %}",
            "j2:3: there is no block `sumary` in what",
        ),
        (EXTENDS + "{% block main_list %}{% endblock %}", "Did you mean `claim_list`?"),
    ],
)
def test_what_goes_wrong_is_told_in_one_line(tmp_path: Path, page: str, says: str) -> None:
    message = refusal(tmp_path, page)

    assert says in message
    assert str(tmp_path) not in message
    assert "\n" not in message
    assert len(message) < 400


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("\n\n{{ nothing }}", "templates/report.html.j2:3: "),
        (EXTENDS + "{% block footer %}\n{{ nothing }}{% endblock %}", "templates/report.html.j2:3"),
        ('{% include "part.html" %}', "templates/part.html:2: "),
    ],
)
def test_the_line_is_that_of_the_template(tmp_path: Path, page: str, place: str) -> None:
    assert refusal(tmp_path, page, **{"part.html": "\n{{ nothing }}"}).startswith(place)


def test_what_has_no_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templating, "LARGEST_REPORT", 10_000)
    page = "{% for x in range(99999) %}{% for y in range(99999) %}xxxx{% endfor %}{% endfor %}"

    assert "prints more than 10,000 characters" in refusal(tmp_path, page)


def test_a_bug_of_ours_is_not_called_the_projects(tmp_path: Path) -> None:
    report = report_with(tmp_path, md=EXTENDS_MARKDOWN)

    with pytest.raises(KeyError):
        html_page({**report.document, "findings": [{}]}, None, {}, None, report.own)


# Files


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    report = report_with(tmp_path, page='{% include "linked.html" %}')
    (tmp_path / "templates" / "linked.html").symlink_to(tmp_path / "claims.csv")

    with pytest.raises(CannotRun, match=r"linked\.html: leads out of the folder of templates"):
        html(report)


@pytest.mark.parametrize("content", [b"\x89PNG\0\0\xff", b""])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    report = report_with(tmp_path, page="x")
    (tmp_path / "templates" / "report.html.j2").write_bytes(content)

    with pytest.raises(CannotRun, match=r"templates/report\.html\.j2: "):
        html(report)


@pytest.mark.parametrize("names", [[], ["report.html"], ["report.j2", "evidence.md.j2"]])
def test_a_folder_without_a_template_is_told(tmp_path: Path, names: list[str]) -> None:
    project(tmp_path, config='templates = "looks"\n')
    (tmp_path / "looks").mkdir()
    for name in names:
        (tmp_path / "looks" / name).write_text("x")

    with pytest.raises(CannotRun, match=r"evtrack\.toml: `templates` is 'looks'"):
        OwnTemplates.of(find_config(tmp_path))


def test_the_folder_stays_inside_the_project(tmp_path: Path) -> None:
    project(tmp_path, config='templates = "../looks"\n')

    with pytest.raises(CannotRun, match="must stay inside the project"):
        find_config(tmp_path)


# What is documented


def documented(heading: str) -> list[str]:
    """The first column of the table below a heading of the reference."""
    page = (DOCS / "reference" / "templates.md").read_text(encoding="utf-8")
    below = page.partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`|]+)`", below, re.MULTILINE)


def blocks_of(name: str) -> set[str]:
    texts = [(ROOT / "src/evtrack/render/templates" / name).read_text(encoding="utf-8")]
    if name == "report.html.j2":
        texts.append((ROOT / "src/evtrack/render/templates/base.html.j2").read_text("utf-8"))
    return {block for text in texts for block in re.findall(r"{% block (\w+) %}", text)}


@pytest.mark.parametrize(
    ("heading", "name"),
    [("## Blocks of the page", "report.html.j2"), ("## Blocks of the Markdown", "report.md.j2")],
)
def test_every_block_has_its_row(heading: str, name: str) -> None:
    assert set(documented(heading)) == blocks_of(name)


def test_every_value_that_is_documented_is_given(tmp_path: Path) -> None:
    names = documented("## What a template is given")
    page = "".join(f"{{% if {name} is not defined %}}{name}{{% endif %}}" for name in names)

    assert len(names) >= 5
    assert html(report_with(tmp_path, page=page)) == ""


def test_every_filter_that_is_documented_is_there(tmp_path: Path) -> None:
    names = [*documented("## Filters and tests"), *documented("## Of the page only")]
    tests = {"followable", "judged_for_bias"}
    page = "".join(
        f"{{% if '{name}' is not {'test' if name in tests else 'filter'} %}}{name}{{% endif %}}"
        for name in names
    )

    assert tests < set(names)
    assert set(names).isdisjoint(FILTERS)
    assert html(report_with(tmp_path, page=page)) == ""


def test_the_filters_of_markdown_are_there(tmp_path: Path) -> None:
    names = [*documented("## Filters and tests"), *documented("## Of Markdown only")]
    page = "".join(
        f"{{% if '{name}' is not filter and '{name}' is not test %}}{name}{{% endif %}}"
        for name in names
    )

    assert markdown(report_with(tmp_path, md=page)) == ""
