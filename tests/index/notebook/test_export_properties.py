"""Whatever an article says, every format gives it back letter for letter to another parser.

Characters that act on a terminal are replaced by visible marks in the formats made to be read; the
JSON formats keep them, escaped. Each test tries 40 sets of quotes; ``HYPOTHESIS_PROFILE=thorough``
makes it 10,000, which takes half an hour or more of one processor.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Sequence
from typing import Any, TypeVar

import docx
import orgparse
import pytest
import rispy
from diploread.config.problems import UsageError
from diploread.config.visible import visible, visible_line
from diploread.index.article import Basis
from diploread.index.notebook.context import flat
from diploread.index.notebook.entry import (
    ArticlePart,
    Context,
    CuePart,
    DatePart,
    Entry,
    Fact,
    FilePlace,
    Selector,
    SpeakerPart,
    UserPart,
    ViaPart,
    from_json,
    to_json,
)  # fmt: skip
from diploread.index.notebook.export.formats import export
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.stamp import read_stamp, stamp
from diploread.index.notebook.export.table import guarded, unguarded
from diploread.index.notebook.export.template import filled
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt
from pybtex.database import parse_string as parse_bibtex
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)  # fmt: skip

T = TypeVar("T")

PIECES = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", "'=1", "''+",
    "<script>x</script>", "<img src=x onerror=alert(1)>", "[a](javascript:x)",
    "![x](http://e.example/t.png)", "http://a.example", "www.a.example", "a@b.example", "`code`",
    "**bold**", "_it_", "# head", "> quote", "1. list", "- list", "| a | b |", "&amp;", "&lt;",
    "-->", "<!--", "\\", "\\\\n", "{x}", "%", "$x$", "~", "^1]", "[^1]: x", "==x==", "]: x",
    "\\end{document}", "#+end_quote", "* star", ":tag:", "ER  - ", "\r\nTY  - X", "\x1b]0;t\x07",
    "\x9b31m", "\u202e", "\u2028", "]]>", "{{ 7*7 }}", "\U0001f600", "\u201cyes\u201d", "\xa0",
    "U.S.", "+ ", "12) x", "--", "---", "===",
]  # fmt: skip
TEXT = st.lists(
    st.one_of(
        st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
LINES = st.lists(TEXT, min_size=1, max_size=4).map("\n".join).filter(str.strip)
POOL = st.lists(TEXT, min_size=4, max_size=8)
URLS = ('https://a.example/?a=1&b="2"', "javascript:x", "http://[x")
DATES = ("2031-03-03", "2031-03", "2031", "--03-03", "odd")


class Picks:
    """Choices by the bytes of one draw, and texts from one pool: the cost of an example is in its
    draws, and the twenty texts of an entry need not all be other ones."""

    def __init__(self, numbers: bytes, pool: Sequence[str]) -> None:
        self._numbers, self._pool = iter(numbers), pool

    def one(self, *of: T) -> T:
        return of[next(self._numbers) % len(of)]

    def text(self) -> str:
        return self.one(*self._pool)

    def number(self, low: int, high: int) -> int:
        return low + next(self._numbers) * (high - low) // 255

    def pair(self) -> tuple[int, int]:
        return self.number(0, 99), self.number(100, 999)

    def fact(self) -> Fact | None:
        basis: Basis = self.one("text", "inferred")
        return self.one(Fact(text=self.text(), basis=basis), None)

    def texts(self) -> tuple[str, ...]:
        return tuple(self.text() for _ in range(self.number(0, 2)))


def made_of(text: str, picks: Picks, number: int) -> Entry:
    """An entry with these words and, in every other field, texts of the pool."""
    return Entry(
        id=f"q-{number:012x}",
        text=text,
        text_flat=flat(text),
        selector=Selector(exact=text),
        kind=picks.one("quote", "passage", "article"),
        type=picks.one(None, "direct", "mixed", "indirect"),
        speaker=SpeakerPart(
            name=picks.one(picks.text(), ""),
            as_written=picks.text(),
            role=picks.one(picks.text(), None),
            how=picks.one("named", "pronoun", "none"),
        ),
        via=tuple(ViaPart(name=name, cue=picks.text()) for name in picks.texts()),
        cue=picks.one(CuePart(text=picks.text()), None),
        context=Context(before=picks.text(), sentence=picks.text(), after=picks.text()),
        article=ArticlePart(
            title=picks.fact(), outlet=picks.fact(), agency=picks.fact(), byline=picks.fact(),
            url=picks.one(*URLS, None),
        ),
        date=picks.one(
            DatePart(
                value=picks.one(*DATES), basis=picks.one("text", "filename"), evidence=picks.text()
            ),
            None,
        ),
        file=FilePlace(
            path=picks.text(), sha256=picks.one("0" * 64, "ab" * 32), raw=picks.pair(),
            bytes=picks.one(picks.pair(), None), line=picks.one(1, 9, None),
        ),
        user=UserPart(note="\n".join(picks.texts()), tags=picks.texts()),
    )  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> list[Entry]:
    """One to three entries."""
    pool = draw(POOL)
    return [
        made_of(text, Picks(draw(st.binary(min_size=80, max_size=80)), pool), number)
        for number, text in enumerate(draw(st.lists(LINES, min_size=1, max_size=3)))
    ]


CASES = cases()
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
FEW = settings(
    max_examples=10_000 if THOROUGH else 40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking such entries takes minutes
)
if THOROUGH:
    pytestmark = pytest.mark.timeout(0)


def shown(entry: Entry) -> str:
    return flat(visible(entry.text))


def sorted_texts(entries: list[Entry]) -> list[str]:
    return sorted(shown(entry) for entry in entries)


def made(entries: list[Entry], name: str, **options: Any) -> str:
    text = export(entries, name, Options(**options))
    assert isinstance(text, str)
    for char in text.replace("\r\n", "\n"):
        assert char in "\n\t" or visible(char) == char, (name, hex(ord(char)))
    return text


@FEW
@given(CASES, st.sampled_from(["speaker", "article", "date", "none"]))
def test_markdown(entries: list[Entry], group: str) -> None:
    tokens = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .parse(made(entries, "markdown", group=group))
    )
    quotes, depth = [], 0
    for token in tokens:
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "blockquote_open":
            quotes.append("")
        assert token.type not in ("html_block", "fence", "code_block", "table_open", "hr")
        assert not token.type.startswith(("bullet_list", "ordered_list", "list_item"))
        for child in token.children or ():
            assert child.type in ("text", "softbreak", "hardbreak", "em_open", "em_close"), child
            if depth:
                quotes[-1] += child.content if child.type == "text" else "\n"
        if depth and token.type == "paragraph_close":
            quotes[-1] += "\n"
    assert sorted(map(flat, quotes)) == sorted_texts(entries)
    for entry in entries:
        assert stamp(entry) in made(entries, "markdown")


@FEW
@given(CASES)
def test_jsonl_is_lossless(entries: list[Entry]) -> None:
    lines = made(entries, "jsonl").splitlines()
    assert [from_json(line) for line in lines] == entries
    assert [json.loads(line)["text"] for line in lines] == [entry.text for entry in entries]


@FEW
@given(CASES)
def test_csv_and_tsv(entries: list[Entry]) -> None:
    rows = list(csv.DictReader(io.StringIO(made(entries, "csv"), newline="")))
    assert [unguarded(row["text"]) for row in rows] == [visible(e.text) for e in entries]
    assert [read_stamp(row["anchor"]) for row in rows] == [read_stamp(stamp(e)) for e in entries]
    dangerous = re.compile(r"\s*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")
    for row in (*rows, *csv.DictReader(io.StringIO(made(entries, "tsv")), delimiter="\t")):
        assert not any(dangerous.match(cell) for cell in row.values())
    tabs = list(csv.DictReader(io.StringIO(made(entries, "tsv"), newline=""), delimiter="\t"))
    assert [unguarded(row["text"]) for row in tabs] == [shown(e) for e in entries]


@FEW
@given(st.text())
def test_guarding_a_cell_can_be_undone(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@FEW
@given(CASES)
def test_html_loads_and_runs_nothing(entries: list[Entry]) -> None:
    page = html.document_fromstring(made(entries, "html").encode())
    quotes = ["\n".join(p.text_content() for p in quote) for quote in page.iter("blockquote")]
    assert sorted(map(flat, quotes)) == sorted_texts(entries)
    allowed = {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "figure", "blockquote",
        "figcaption", "a",
    }  # fmt: skip
    for element in page.iter():
        assert element.tag in allowed
        assert not any(name.startswith("on") or name == "src" for name in element.attrib)
        assert re.match(r"https?://", element.get("href", "http://"))
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


@FEW
@given(CASES)
def test_docx(entries: list[Entry]) -> None:
    data = export(entries, "docx")
    assert isinstance(data, bytes)
    said: list[str] = []
    fresh = True
    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        assert paragraph.style is not None
        if paragraph.style.name == "Quote":
            said = (
                [*said, paragraph.text] if fresh else [*said[:-1], f"{said[-1]} {paragraph.text}"]
            )
        fresh = paragraph.style.name != "Quote"
    # XML has no way to write these two
    wanted = [t.translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}) for t in sorted_texts(entries)]
    assert sorted(map(flat, said)) == sorted(wanted)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert len(parts["word/footnotes.xml"].findall(f"{space}footnote")) == len(entries) + 2
    assert export(entries, "docx") == data


@FEW
@given(CASES)
def test_csl_and_annotations(entries: list[Entry]) -> None:
    items = json.loads(made(entries, "csl"))
    assert len({item["id"] for item in items}) == len(items)
    notes = "\n".join(item["note"] for item in items)
    assert all(shown(entry) in notes for entry in entries)
    page = json.loads(made(entries, "annotation"))
    selectors = [item["target"]["selector"][0] for item in page["items"]]
    assert [s["exact"] for s in selectors] == [entry.text for entry in entries]


@FEW
@given(CASES)
def test_ris_has_one_field_a_line(entries: list[Entry]) -> None:
    text = made(entries, "ris")
    lines = [line for line in text.split("\r\n") if line]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    records = rispy.loads(text)
    assert len(records) == len(articles_of(entries))
    assert {record["type_of_reference"] for record in records} == {"NEWS"}
    assert not any("unknown_tag" in record for record in records)
    notes = [flat(note) for record in records for note in record["notes"]]
    assert all(any(shown(entry) in note for note in notes) for entry in entries)


def articles_of(entries: list[Entry]) -> set[tuple[str, str]]:
    return {(entry.file.path, entry.file.sha256) for entry in entries}


MACROS = get_default_latex_context_db()
MACROS.add_context_category(
    "letters", prepend=True,  # two that the parser does not know, and one it prints as U+02C6
    macros=[MacroTextSpec("textbraceleft", "{"), MacroTextSpec("textbraceright", "}"),
            MacroTextSpec("textasciicircum", "^")],
)  # fmt: skip
LATEX = LatexNodes2Text(MACROS, strict_latex_spaces=True)


@FEW
@given(CASES)
def test_biblatex_gives_the_letters_back(entries: list[Entry]) -> None:
    works = parse_bibtex(made(entries, "biblatex"), "bibtex").entries
    assert len(works) == len(articles_of(entries))
    printed = []
    for work in works.values():
        assert work.type == "article"
        assert work.fields["entrysubtype"] == "newspaper"
        printed.append(flat(LATEX.latex_to_text(work.fields["annotation"])))
    assert all(any(shown(entry) in one for one in printed) for entry in entries)


@FEW
@given(CASES, st.sampled_from(["speaker", "none"]))
def test_org_quotes_are_fixed_width_lines(entries: list[Entry], group: str) -> None:
    text = made(entries, "org", group=group)
    nodes = [node for node in orgparse.loads(text)[1:] if node.properties]
    assert len(nodes) == len(entries)
    anchors = [read_stamp(str(node.properties["ANCHOR"])) for node in nodes]
    assert sorted(map(str, anchors)) == sorted(str(read_stamp(stamp(e))) for e in entries)
    quoted = []
    for node in nodes:
        lines = node.get_body(format="raw").split("\n")
        assert all(line in ("", ":") or line.startswith(": ") for line in lines)
        quoted.append(" ".join(line[2:] for line in lines if line.startswith(": ")))
    for entry in entries:
        assert any(shown(entry) in one for one in quoted)


@FEW
@given(CASES, st.sampled_from(["chicago", "apa"]), st.sampled_from(["author", "outlet", "note"]))
def test_plain_text(entries: list[Entry], style: str, agency_as: str) -> None:
    text = flat(made(entries, "text", style=style, agency_as=agency_as))
    assert all(shown(entry) in text for entry in entries)


@FEW
@given(CASES)
def test_stamps_read_back(entries: list[Entry]) -> None:
    for entry in entries:
        read = read_stamp(stamp(entry))
        assert read is not None
        assert (read.id, read.path, read.sha256) == (entry.id, entry.file.path, entry.file.sha256)
        assert (read.bytes, read.raw, read.part) == (entry.file.bytes, entry.file.raw, 0)
        assert not re.search(r"--|[<>\"'&\n]", stamp(entry))
        assert from_json(to_json(entry)) == entry


@FEW
@given(CASES)
def test_a_template_sees_the_letters(entries: list[Entry]) -> None:
    options = Options(template="{{ entries | tojson }}")
    texts = [record["text"] for record in json.loads(filled(entries, options))]
    assert texts == [entry.text for entry in entries]


def test_the_template_says_what_visible_line_says() -> None:
    entry = Entry(id="q-1", text="a\x1bb", text_flat="a\x1bb")
    template = "{{ entries[0] | line }}"
    assert export([entry], "template", Options(template=template)) == visible_line("a\x1bb")


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ entries[0].__class__.__mro__ }}", "unsafe"),
        ("{% include '/etc/passwd' %}", "no loader"),
        ("{{ 'x' * 9999999999 }}", "needs more than"),
        ("{{ 'x'.ljust(9999999999) }}", "needs more than"),
        ("{% for i in range(999999999) %}x{% endfor %}", "too big"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself"),
        ("{{ entries[0].nope }}", "no attribute"),
    ],
)
def test_a_template_reaches_and_eats_nothing(template: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        export([Entry(id="q-1", text="a")], "template", Options(template=template))
    assert "\n" not in caught.value.message
