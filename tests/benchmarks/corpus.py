"""A library and an FTS5 table of the same invented articles, for measuring search."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diploread.index.article import Article, DateValue, Mention, Quote, RawArticle, Speaker, Value
from diploread.index.library import store as stores
from diploread.index.library.columns import span_of_date
from diploread.index.library.folder import LibraryFolder, Manifest
from diploread.index.library.indexing import write_volume
from diploread.index.library.library import Library

from tests.benchmarks.invented import Invented

COUNTRIES = [f"country/{a}{b}" for a in "abcdefgh" for b in "klmno"]


def records(count: int, invented: Invented) -> Iterator[Article]:
    """Annotated articles, as the pipeline would make them, without its cost."""
    choose = random.Random(2)
    for number in range(count):
        title = " ".join(choose.choices(invented.words[30:6000], k=7)).capitalize()
        sentences = [invented.sentence() for _ in range(23)]
        body = "\n\n".join(" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2))
        yield Article(
            id=f"{number:012x}",
            path=f"{number // 1000:03d}/{number:06d}.txt",
            title=Value(text=title),
            source=Value(text=f"The {choose.choice('ABCDEFGH')} Courier"),
            date=DateValue(value=invented.day().isoformat()),
            raw=body,
            body=body,
            body_map=((0, 0, len(body)),),
            entities=_mentions(body, choose, invented),
            quotes=_quotes(body, number),
        )


def _mentions(body: str, choose: random.Random, invented: Invented) -> tuple[Mention, ...]:
    found = []
    for word in sorted(set(body.split()) & _first_names(invented))[:10]:
        start = body.index(word)
        name = f"person/{word.lower()}"
        found.append(Mention(start=start, end=start + len(word), text=word, type="PERSON", id=name))
    country = choose.choice(COUNTRIES)
    return (*found, Mention(start=0, end=1, text=body[0], type="GPE", id=country, name=country[8:]))


def _first_names(invented: Invented) -> set[str]:
    return {name.split()[0] for name in invented.names}


def _quotes(body: str, number: int) -> tuple[Quote, ...]:
    found = []
    at = body.find("“")
    while at != -1:
        end = body.index("”", at)
        after = body[end + 1 : body.index(".", end + 1)].split()
        name = " ".join(after[:2])
        found.append(
            Quote(
                id=f"q-{number}-{at}", type="direct", start=at + 1, end=end,
                text=body[at + 1 : end], spans=((at + 1, end),), speaker=Speaker(name=name),
            )
        )  # fmt: skip
        at = body.find("“", end)
    return tuple(found)


@dataclass(slots=True)
class Corpus:
    """Both sides of the comparison."""

    library: Library
    fts: sqlite3.Connection
    invented: Invented
    text_bytes: int
    index_bytes: int
    fts_bytes: int
    build_seconds: float
    fts_seconds: float


def build(folder: Path, count: int) -> Corpus:
    """Makes ``count`` articles and indexes them twice; times are processor seconds."""
    invented = Invented()
    ordered = sorted(records(count, invented), key=lambda a: span_of_date(a.date)[0])
    library_folder = LibraryFolder(folder / "library")
    library_folder.create()
    store = stores.Store(library_folder.store, write=True)
    start = time.process_time()
    for number, article in enumerate(ordered):
        raw = RawArticle(path=article.path, raw=article.raw or "", sha256="")
        state = stores.FileState(article.path, 1, 1, number, 1)
        store.put_file(state, [(article.id, raw)])
        store.put_record(
            number + 1, "f", stores.pack_record(article), span_of_date(article.date)[0]
        )
    store.commit()
    entries = []
    size = 25_000
    for first in range(0, count, size):
        rids = list(range(first + 1, min(first + size, count) + 1))
        entries.append(
            write_volume(library_folder.store, library_folder.volumes / f"v{first}", rids)
        )
    store.close()
    seconds = time.process_time() - start
    library_folder.switch(Manifest(fingerprint="f", articles=count, volumes=tuple(entries)))
    fts, fts_seconds = _fts(folder / "fts.sqlite", ordered)
    return Corpus(
        library=Library.open_folder(library_folder, folder),
        fts=fts,
        invented=invented,
        text_bytes=sum(len(a.body.encode()) for a in ordered),
        index_bytes=sum(p.stat().st_size for p in library_folder.volumes.rglob("*") if p.is_file()),
        fts_bytes=(folder / "fts.sqlite").stat().st_size,
        build_seconds=seconds,
        fts_seconds=fts_seconds,
    )


def _fts(path: Path, ordered: list[Article]) -> tuple[sqlite3.Connection, float]:
    """FTS5 as a careful user would set it up: rows in date order, an index of short prefixes."""
    start = time.process_time()
    db = sqlite3.connect(path)
    db.execute(
        "CREATE VIRTUAL TABLE articles USING fts5 (title, body, prefix = '1 2 3', "
        'tokenize = "unicode61 remove_diacritics 2")'
    )
    db.execute("CREATE TABLE facts (id INTEGER PRIMARY KEY, day INTEGER, country TEXT)")
    db.execute("CREATE INDEX facts_day ON facts (day)")
    for number, article in enumerate(ordered, 1):
        title = article.title.text if article.title else ""
        db.execute(
            "INSERT INTO articles (rowid, title, body) VALUES (?, ?, ?)",
            (number, title, article.body),
        )
        day = span_of_date(article.date)[0]
        db.execute("INSERT INTO facts VALUES (?, ?, ?)", (number, day, article.entities[-1].id))
    db.execute("INSERT INTO articles (articles) VALUES ('optimize')")
    db.commit()
    return db, time.process_time() - start
