"""``export``, ``verify`` and ``bookmarks`` as commands: data on stdout, narration on stderr."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from diploread.config.problems import DiploreadError, UsageError
from diploread.index.article import Article, DateValue, Quote, Speaker, Value
from diploread.index.notebook.notebook import Notebook
from diploread.tui.commands import bookmarks, export, notes, verify

TEXT = "Port Else Radio\n\nThe mayor said \u201cthe quay is safe\u201d on Friday.\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "wire"
    root.mkdir()
    (root / "quay.txt").write_bytes(TEXT.encode())
    return root


@pytest.fixture
def notebook(tmp_path: Path, library: Path) -> Path:
    """The path of a notebook with one bookmark."""
    start = TEXT.index("\u201c")
    end = TEXT.index("\u201d") + 1
    quote = Quote(
        id="q-0000000000aa",
        type="direct",
        start=start,
        end=end,
        text=TEXT[start:end],
        spans=((start, end),),
        speaker=Speaker(name="The mayor", text="The mayor", how="role"),
    )
    article = Article(
        id="quay",
        path="quay.txt",
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        title=Value(text="Quay is safe"),
        date=DateValue(value="2031-05-02", basis="filename"),
        raw=TEXT,
        body=TEXT,
        body_map=((0, 0, len(TEXT)),),
        quotes=(quote,),
    )
    path = tmp_path / "data" / "user.db"
    with Notebook.open(path) as opened:
        opened.choose_dossier("Quay")
        opened.add_quote(article, quote, [library])
        opened.tag(["q-0000000000aa"], add=["memo"])
    return path


@pytest.fixture
def run(
    notebook: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Runs a command as the command line would; gives exit code, stdout and stderr."""

    def opened() -> Notebook:
        made = Notebook.open(notebook)
        if made.notice:
            notes.narrate(made.notice)
        return made

    for module in (export, verify, bookmarks):
        monkeypatch.setattr(module, "open_notebook", opened)
    monkeypatch.setattr(notes, "last_roots", lambda: [])
    for module in (verify, bookmarks):
        monkeypatch.setattr(module, "extractor_for", lambda args, roots: None)

    def call(name: str, *words: str) -> tuple[int, str, str]:
        import sys

        module = import_module(f"diploread.tui.commands.{name}")
        parser = argparse.ArgumentParser(name)
        module.configure(parser)
        code = module.run(parser.parse_args(words))
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_export_prints_a_memo(run: Run) -> None:
    code, out, err = run("export", "--dossier", "quay")
    assert code == 0
    assert "> \u201cthe quay is safe\u201d" in out
    assert "\\[May 2, 2031\\]" in out
    assert err == "1 exported as markdown\n"


def test_the_suffix_names_the_format_and_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "memo.jsonl"
    assert run("export", "-o", str(file))[0] == 0
    before = file.read_bytes()
    assert json.loads(before)["id"] == "q-0000000000aa"
    with pytest.raises(DiploreadError, match="--force overwrites it"):
        run("export", "-o", str(file), "-f", "csv")
    assert file.read_bytes() == before
    assert run("export", "-o", str(file), "-f", "csv", "--force")[0] == 0
    assert file.read_text().startswith("id,kind,text")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_export_by_tag_and_words(run: Run) -> None:
    assert run("export", "--tag", "memo")[0] == 0
    assert run("export", "--tag", "other") == (1, "", "nothing to export\n")
    assert run("export", "--bookmarks", "quay tag:memo")[0] == 0
    with pytest.raises(UsageError, match="dossiers: Quay"):
        run("export", "--dossier", "nowhere")
    with pytest.raises(UsageError, match="not both"):
        run("export", "quay", "--tag", "memo")


def test_bookmarks_are_filed_by_a_command(run: Run) -> None:
    assert run("bookmarks", "file", "Harbour", "q-0000000000aa")[0] == 0
    code, out, _ = run("bookmarks", "dossiers")
    assert (code, out) == (0, "  Harbour\t1\n* Quay\t1\n")
    with pytest.raises(DiploreadError, match="no bookmark q-none"):
        run("bookmarks", "file", "Harbour", "q-none")


def test_export_with_ones_own_template(run: Run, tmp_path: Path) -> None:
    template = tmp_path / "own.txt"
    template.write_text("{% for e in entries %}{{ e.id }} {{ e | date }}\n{% endfor %}")
    code, out, _ = run("export", "--template", str(template))
    assert (code, out) == (0, "q-0000000000aa [May 2, 2031]\n")
    template.write_text("{% for e in %}")
    with pytest.raises(UsageError, match="template: line 1"):
        run("export", "--template", str(template))
    template.write_text("{{ ''.__class__.__mro__ }}")
    with pytest.raises(UsageError, match="unsafe"):
        run("export", "--template", str(template))


def test_verify_says_ok_and_changed(run: Run, library: Path, tmp_path: Path) -> None:
    file = tmp_path / "memo.md"
    run("export", "-o", str(file))
    code, out, err = run("verify", str(file), "--root", str(library))
    assert code == 0
    assert out.startswith("OK\tq-0000000000aa\tquay.txt\t")
    assert err == "1 quote: 1 OK\n"
    (library / "quay.txt").write_bytes(TEXT.replace("safe", "unsafe").encode())
    code, out, _ = run("verify", str(file), "--root", str(library))
    assert code == 1
    assert "[-safe\u201d-]{+unsafe\u201d+}" in out


def test_verify_the_notebook_as_json(run: Run, library: Path) -> None:
    code, out, _ = run("verify", "--notebook", "--json")
    assert code == 0
    assert json.loads(out)["state"] == "OK"
    (library / "quay.txt").write_bytes(("x\n" + TEXT).encode())
    assert run("verify", "--notebook", "--quiet")[:2] == (0, "")
    code, out, _ = run("verify", "--notebook", "--strict", "--json")
    assert code == 1
    assert json.loads(out)["found"]["chars"] == [34, 52]


def test_verify_wants_one_thing(run: Run) -> None:
    with pytest.raises(UsageError, match="name a FILE, or --notebook"):
        run("verify")


def test_bookmarks_list_and_dossiers(run: Run) -> None:
    code, out, err = run("bookmarks", "list", "tag:memo")
    assert (code, err) == (0, "1 bookmark\n")
    assert out == (
        "q-0000000000aa\t2031-05-02\t[The mayor]\t\u201cthe quay is safe\u201d\t#memo\tquay.txt\n"
    )
    assert run("bookmarks", "list", "absent")[0] == 1
    assert run("bookmarks", "dossiers")[1] == "* Quay\t1\n"


def test_dump_restore_import_and_reanchor(run: Run, library: Path, tmp_path: Path) -> None:
    dump, shared = tmp_path / "dump.jsonl", tmp_path / "from-ada.jsonl"
    assert run("bookmarks", "dump", "-o", str(dump))[0] == 0
    assert run("bookmarks", "restore", str(dump))[2].startswith("0 restored")
    run("export", "-o", str(shared))
    code, _, err = run("bookmarks", "import", str(shared), "--root", str(library))
    assert (code, err) == (0, "1 imported into from-ada, 0 of them not found in your files\n")
    (library / "quay.txt").write_bytes(("x\n" + TEXT).encode())
    assert run("bookmarks", "reanchor")[2] == "1 bookmarks: 1 anchored anew, 0 orphans\n"
    (library / "quay.txt").unlink()
    code, out, err = run("bookmarks", "reanchor", "--root", str(library))
    assert (code, err) == (1, "1 bookmarks: 0 anchored anew, 1 orphans\n")
    assert "there is no such file" in out


def test_an_orphan_is_bound_by_hand(run: Run, library: Path) -> None:
    (library / "quay.txt").rename(library / "later.txt")
    (library / "later.txt").write_text("He said the quay was safe enough.\n")
    assert run("bookmarks", "reanchor", "--root", str(library))[0] == 1
    words = ("--words", "the quay was safe", "--root", str(library))
    code, out, err = run(
        "bookmarks", "rebind", "q-0000000000aa", str(library / "later.txt"), *words
    )
    assert (code, err) == (0, "bound to later.txt, line 1, bytes 8-25\n")
    assert "\tthe quay was safe\t#memo\tlater.txt\n" in out
    assert run("verify", "--notebook", "--root", str(library))[0] == 0
