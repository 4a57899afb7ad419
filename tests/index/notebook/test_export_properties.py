"""Whatever an article says, every format gives it back letter for letter to another parser.

Characters that act on a terminal are replaced by visible marks in the formats made to be read; the
JSON formats keep them, escaped. Each test tries 40 sets of quotes; ``HYPOTHESIS_PROFILE=thorough``
makes it 10,000, which takes an hour or more of one processor.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from typing import Any

import pytest
from diploread.config.visible import visible, visible_line
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
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

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
FACT = st.none() | st.builds(Fact, text=TEXT, basis=st.sampled_from(["text", "inferred"]))
RANGE = st.tuples(st.integers(0, 99), st.integers(100, 999))
ENTRIES = st.builds(
    lambda text, **fields: Entry(
        text=text, text_flat=flat(text), selector=Selector(exact=text), **fields
    ),
    LINES,
    id=st.from_regex(r"q-[0-9a-f]{12}", fullmatch=True),
    kind=st.sampled_from(["quote", "passage", "article"]),
    type=st.sampled_from([None, "direct", "mixed", "indirect"]),
    speaker=st.builds(
        SpeakerPart, name=TEXT | st.just(""), as_written=TEXT, role=st.none() | TEXT,
        how=st.sampled_from(["named", "pronoun", "none"]),
    ),
    via=st.lists(st.builds(ViaPart, name=TEXT, cue=TEXT), max_size=2).map(tuple),
    cue=st.none() | st.builds(CuePart, text=TEXT),
    context=st.builds(Context, before=TEXT, sentence=TEXT, after=TEXT),
    article=st.builds(
        ArticlePart, title=FACT, outlet=FACT, agency=FACT, byline=FACT,
        url=st.none() | st.sampled_from(["https://a.example/?a=1&b=\"2\"", "javascript:x", "http://[x"]),
    ),
    date=st.none()
    | st.builds(
        DatePart,
        value=st.sampled_from(["2031-03-03", "2031-03", "2031", "--03-03", "odd"]),
        basis=st.sampled_from(["text", "filename"]),
        evidence=TEXT,
    ),
    file=st.builds(
        FilePlace, path=TEXT, sha256=st.sampled_from(["0" * 64, "ab" * 32]), raw=RANGE,
        bytes=st.none() | RANGE, line=st.none() | st.integers(1, 9),
    ),
    user=st.builds(UserPart, note=LINES | st.just(""), tags=st.lists(TEXT, max_size=2).map(tuple)),
)  # fmt: skip
CASES = st.lists(ENTRIES, min_size=1, max_size=3, unique_by=lambda entry: entry.id)
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
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    document = parts["word/document.xml"]
    said: list[str] = []
    fresh = True
    for paragraph in document.iter(f"{space}p"):
        style = paragraph.find(f".//{space}pStyle").get(f"{space}val")
        text = "".join(t.text or "" for t in paragraph.iter(f"{space}t"))
        if style == "Quote":
            said = [*said, text] if fresh else [*said[:-1], f"{said[-1]} {text}"]
        fresh = style != "Quote"
    wanted = [
        t.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for t in sorted_texts(entries)
    ]
    assert sorted(map(flat, said)) == sorted(wanted)
    notes = parts["word/footnotes.xml"].findall(f"{space}footnote")
    assert len(notes) == len(entries) + 2
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
    records = text.split("ER  - \r\n")
    notes = []
    for record in records[:-1]:
        lines = [line for line in record.split("\r\n") if line]
        assert lines[0] == "TY  - NEWS"
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
        notes += [line[6:] for line in lines if line.startswith("N1")]
    assert all(any(shown(entry) in note for note in notes) for entry in entries)


def read_bib(text: str) -> list[dict[str, str]]:
    """A small reader of BibTeX's grammar: braces nest, a backslash takes the next character."""
    found = []
    for entry in re.finditer(r"@article\{[^,]+,\n(.*?)\n\}\n", text, re.DOTALL):
        fields: dict[str, str] = {}
        for name, value in re.findall(r"(?m)^  (\w+) = \{(.*)\},$", entry[1]):
            depth, at = 0, 0
            while at < len(value):
                if value[at] == "\\":
                    at += 1
                depth += {"{": 1, "}": -1}.get(value[at] if value[at - 1] != "\\" else "", 0)
                assert depth >= 0
                at += 1
            fields[name] = value
        found.append(fields)
    return found


@FEW
@given(CASES)
def test_biblatex_gives_the_letters_back(entries: list[Entry]) -> None:
    undo = {
        r"\textbackslash{}": "\\", r"\textasciicircum{}": "^", r"\textasciitilde{}": "~",
    }  # fmt: skip
    works = read_bib(made(entries, "biblatex"))
    notes = []
    for work in works:
        assert work["entrysubtype"] == "newspaper"
        notes.append(
            re.sub(
                r"\\text\w+\{\}|\\[{}%#&_$]",
                lambda m: undo.get(m[0], m[0][1:]),
                work["annotation"].replace(" \\par ", "\n"),
            )
        )
    assert all(any(shown(entry) in note for note in notes) for entry in entries)


@FEW
@given(CASES)
def test_org_quotes_are_fixed_width_lines(entries: list[Entry]) -> None:
    text = made(entries, "org", group="none")
    starts = (": ", "* ", ":PROPERTIES:", ":ANCHOR: ", ":END:")
    assert all(x in ("", ":") or x.startswith(starts) for x in text.split("\n")[2:])
    quoted = [x[2:] for x in text.split("\n") if x.startswith(": ")]
    for entry in entries:
        assert shown(entry) in " ".join(quoted)


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


def test_the_template_says_what_visible_line_says() -> None:
    entry = Entry(id="q-1", text="a\x1bb", text_flat="a\x1bb")
    template = "{{ entries[0] | line }}"
    assert export([entry], "template", Options(template=template)) == visible_line("a\x1bb")
