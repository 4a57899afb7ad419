"""``diploread annotate``: every input gives records of schema 1 or one line that says why not."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from diploread.index.spans import BodyMap
from diploread.tui import cli

Capture = pytest.CaptureFixture[str]
TEXT = (
    "The quay will reopen on Monday, Mayor Orla Finch said.\n\n"
    "\u201cWe kept the keys,\u201d she added."
)
PAGE = "<html><head><title>The quay</title></head><body><p>%s</p></body></html>"


def annotate(capsys: Capture, *argv: str) -> tuple[int, list[dict[str, Any]], str]:
    code = cli.main(["annotate", *argv, "--json"])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def lines(folder: Path, *records: object) -> str:
    path = folder / "in.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records))
    return str(path)


def sound(record: dict[str, Any]) -> None:
    """What holds for every record that was made with --raw."""
    raw, body = record["raw"], record["body"]
    back = BodyMap(tuple(run) for run in record["body_map"])
    for span in [*record["entities"], *record["quotes"]]:
        assert body[span["start"] : span["end"]] == span["text"]
    for at, letter in enumerate(body):
        there = back.to_raw(at)
        assert letter.isspace() or (there is not None and raw[there] == letter)
    for piece in record["removed"]:
        assert raw[piece["start"] : piece["end"]] == piece["text"]


def test_json_lines_keep_their_ids_and_offsets(capsys: Capture, tmp_path: Path) -> None:
    source = lines(tmp_path, {"id": "k-7", "text": TEXT, "date": "2031-03-02"})
    code, (record,), _ = annotate(capsys, "--from-jsonl", source, "--no-clean", "--raw")
    assert code == 0 and record["schema"] == 1 and record["id"] == "k-7"
    assert record["body"] == record["raw"] == TEXT and record["removed"] == []
    assert record["date"]["value"] == "2031-03-02" and record["date"]["basis"] == "metadata"
    assert "\u201cWe kept the keys,\u201d" in [quote["text"] for quote in record["quotes"]]
    sound(record)


def test_markup_goes_through_the_reading_room(capsys: Capture, tmp_path: Path) -> None:
    source = lines(tmp_path, {"id": "p", "html": PAGE % TEXT})
    _, (record,), _ = annotate(capsys, "--from-jsonl", source, "--raw")
    assert record["format"] == "html" and "<p>" not in record["raw"]
    assert "kept the keys" in record["body"]
    sound(record)


def test_raw_is_left_out_unless_asked_for(capsys: Capture, tmp_path: Path) -> None:
    _, (record,), _ = annotate(capsys, "--from-jsonl", lines(tmp_path, {"id": 1, "text": "x"}))
    assert record["raw"] is None and record["id"] == "1"


def test_a_bad_line_costs_itself_alone(capsys: Capture, tmp_path: Path) -> None:
    source = lines(tmp_path, "{", "[1]", {"id": "x"}, {"id": "y", "text": 7}, "", "[" * 9000,
                   {"id": "good", "text": "A \ud800 b"})  # fmt: skip
    code, records, err = annotate(capsys, "--from-jsonl", source, "--no-clean", "--raw")
    assert code == 1
    assert [(r["id"], r["body"]) for r in records] == [("good", "A \ufffd b")]
    told = [line.removeprefix(f"{source}:") for line in err.splitlines()]
    assert [line[:9] for line in told] == [
        "1: no JSO",
        "2: no JSO",
        "3: neithe",
        "4: neithe",
        "6: no JSO",
    ]


def test_standard_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(json.dumps({"id": "s", "text": TEXT}).encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    assert [r["id"] for r in annotate(capsys, "--from-jsonl", "-")[1]] == ["s"]
    Stdin.buffer = io.BytesIO(TEXT.encode())
    assert [r["path"] for r in annotate(capsys, "-")[1]] == ["-"]


def test_files_and_folders(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_text(PAGE % TEXT)
    (tmp_path / "c.bin").write_bytes(bytes(range(32)) * 90)
    (tmp_path / "empty.txt").touch()
    (tmp_path / "x.png").write_bytes(b"\x89PNG")
    code, records, err = annotate(capsys, str(tmp_path), "--raw")
    assert code == 1 and [r["path"] for r in records] == ["a.txt", "b.html"]
    assert sorted(line.partition(":")[0] for line in err.splitlines()) == ["c.bin", "empty.txt"]
    for record in records:
        sound(record)


def test_readable_for_people(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT + "\x1b]0;x\x07")
    assert cli.main(["annotate", str(tmp_path / "a.txt")]) == 0
    out = capsys.readouterr().out
    assert "== a.txt" in out and "[direct]" in out and "\x1b" not in out


@pytest.mark.parametrize(
    "argv", [[], ["/no/such"], ["--from-jsonl", "/no/such"], ["x", "--from-jsonl", "y"]]
)
def test_wrong_use_is_one_line(capsys: Capture, argv: list[str]) -> None:
    code, records, err = annotate(capsys, *argv)
    assert (code, records, err.count("\n")) == (2, [], 1)
