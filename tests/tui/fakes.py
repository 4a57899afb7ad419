"""A small library in memory with the methods of the real one, for fast tests of the screen.

The articles are invented, as are all people and bodies in them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from diploread.config.problems import UsageError
from diploread.config.settings import Settings, UiSettings
from diploread.index.article import (
    Article,
    Cue,
    DateValue,
    Mention,
    Quote,
    Removed,
    Speaker,
    Value,
)
from diploread.index.library.rows import FacetValue, QuoteRow, Row, never

SENTENCES = (
    "Foreign Minister Ilse Varga of Norland said on Tuesday that “the ferry treaty will be "
    "signed before the winter,” and thanked her counterpart.",
    "Her counterpart, Minister Tomas Reel of Sudria, said in Port Amber that the text was ready "
    "and that only the annex on lighthouses was open.",
    "The two ministers called the talks “constructive” and agreed to meet again in Port Amber.",
    "“We have waited eleven years for this bridge across the sound,” Varga told reporters after "
    "the meeting. “It will carry more than ferries.”",
    "The Harbour Commission declined to comment on the cost of the new quay.",
)


class FakeQueryError(UsageError):
    """A query that cannot be read."""

    column = 0


@dataclass
class FakeAnswer:
    """An answer."""

    query: str
    read_as: str
    ids: list[str]
    quotes: int | None = None
    undated: int = 0
    advice: str = ""
    partial: bool = False

    @property
    def total(self) -> int:
        return len(self.ids)


def _mentions(body: str) -> list[Mention]:
    known = (
        ("Ilse Varga", "PERSON", "person/ilse-varga", "Foreign Minister"),
        ("Tomas Reel", "PERSON", "person/tomas-reel", "Minister"),
        ("Norland", "GPE", "country/xn", None),
        ("Sudria", "GPE", "country/xs", None),
        ("Port Amber", "GPE", "city/port-amber", None),
        ("Harbour Commission", "ORG", "org/harbour-commission", None),
        ("Tuesday", "DATE", None, None),
    )
    out = []
    for name, kind, number, role in known:
        at = body.find(name)
        while at >= 0:
            out.append(
                Mention(
                    start=at,
                    end=at + len(name),
                    text=name,
                    type=kind,
                    id=number,
                    name=name,
                    role=role,
                )
            )
            at = body.find(name, at + 1)
    return sorted(out, key=lambda mention: mention.start)


def _quotes(body: str, number: int) -> list[Quote]:
    varga = Speaker(
        text="Varga",
        name="Ilse Varga",
        id="person/ilse-varga",
        how="named",
        role="Foreign Minister",
        confidence=0.95,
    )
    reel = Speaker(text="Minister", name="Tomas Reel", how="role", confidence=0.6)
    out = []
    for words, kind, who, scare in (
        ("“the ferry treaty will be signed before the winter,”", "mixed", varga, False),
        (
            "that the text was ready and that only the annex on lighthouses was open",
            "indirect",
            reel,
            False,
        ),
        ("“constructive”", "mixed", Speaker(), True),
        ("“We have waited eleven years for this bridge across the sound,”", "direct", varga, False),
        ("“It will carry more than ferries.”", "direct", varga, False),
    ):
        at = body.find(words)
        out.append(
            Quote(
                id=f"q-{number}-{len(out)}",
                type=kind,
                start=at,
                end=at + len(words),
                text=words,
                spans=((at, at + len(words)),),
                scare=scare,
                speaker=who,
                cue=Cue(start=0, end=0, text="said"),
            )
        )
    return out


def article(number: int, *, hostile: str = "") -> Article:
    """One invented article; ``hostile`` is put into title, body and names."""
    body = "\n\n".join(SENTENCES) + (f"\n\n{hostile} " * bool(hostile))
    menu = "Home | World | Harbour\nPrint this page\n"
    raw = menu + body + "\n\nRelated: ten quays to see"
    at = len(menu)
    return Article(
        id=f"a{number}", path=f"wire/{number:05}.txt", sha256="0" * 64,
        title=Value(text=f"Norland and Sudria close to ferry treaty ({number}){hostile}"),
        source=Value(text=f"Sound Wire{hostile}"),
        date=DateValue(value=f"2031-03-{number % 28 + 1:02}",
                       basis="text" if number % 3 else "inferred"),
        raw=raw, body=body, body_map=((0, at, len(body)),),
        removed=(
            Removed(start=0, end=at, text=menu + hostile, kind="navigation", rule="menu",
                    reason="a row of links"),
            Removed(start=at + len(body) + 2, end=len(raw), text="Related: ten quays to see",
                    kind="related", rule="related", reason="begins with Related:", folded=True),
        ),
        entities=tuple(_mentions(body)), quotes=tuple(_quotes(body, number)),
    )  # fmt: skip


@dataclass
class FakeLibrary:
    """Finds articles by words of title and body; ``bad:`` is an unknown field."""

    size: int = 40
    hostile: str = ""
    generation: str = "g1"
    first_look: bool = False
    searches: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.size

    def search(
        self, query: str, *, typing: bool = False, cancelled: Callable[[], bool] = never
    ) -> FakeAnswer:
        self.searches.append(query)
        words = [word for word in query.lower().split() if not word.startswith(("sort:", "-is:"))]
        if any(word.startswith("bad:") for word in words):
            raise FakeQueryError('no field "bad"', "did you mean body: ?")
        if not words:
            return FakeAnswer(query, "", [f"a{n}" for n in range(self.size)])
        text = " ".join(SENTENCES).lower()
        found = [
            f"a{n}" for n in range(self.size) if all(word in f"{text} ({n})" for word in words)
        ]
        advice = "" if found else f"0 articles. {words[0]} 0"
        return FakeAnswer(query, " AND ".join(words), found, undated=2 * bool(found), advice=advice)

    def rows(self, answer: FakeAnswer, start: int, stop: int) -> list[Row]:
        return [self.row(article_id, answer) for article_id in answer.ids[start:stop]]

    def folded(self, answer: FakeAnswer, keep: str | None = None) -> FakeAnswer:
        return answer

    def position(self, answer: FakeAnswer, article_id: str) -> int | None:
        return answer.ids.index(article_id) if article_id in answer.ids else None

    def row(self, article_id: str, answer: FakeAnswer | None = None) -> Row:
        one = article(int(article_id[1:]), hostile=self.hostile)
        assert one.title and one.source
        found = bool(answer and answer.read_as)
        return Row(
            id=one.id,
            path=one.path,
            title=one.title.text,
            source=one.source.text,
            date=one.date,
            words=120,
            quotes=4,
            hits=3 * found,
            snippet="… the ferry treaty will be signed …" * found,
        )

    def article(self, article_id: str) -> Article:
        return article(int(article_id[1:]), hostile=self.hostile)

    def hits(self, answer: FakeAnswer, one: Article) -> tuple[tuple[int, int], ...]:
        out = []
        for word in answer.query.lower().split():
            at = one.body.lower().find(word)
            while at >= 0:
                out.append((at, at + len(word)))
                at = one.body.lower().find(word, at + 1)
        return tuple(sorted(out))

    def facets(
        self, answer: FakeAnswer, *, cancelled: Callable[[], bool] = never
    ) -> dict[str, list[FacetValue]]:
        return {
            "person": [FacetValue(id="person/ilse-varga", label="Ilse Varga", count=40)],
            "month": [FacetValue(id="2031-03", label="Mar 2031", count=40)],
        }

    def quotes(
        self, answer: FakeAnswer, *, cancelled: Callable[[], bool] = never
    ) -> list[QuoteRow]:
        return [
            QuoteRow(article=self.row(i), quote=q)
            for i in answer.ids
            for q in self.article(i).quotes
            if not q.scare
        ]

    def warm(self) -> None:
        pass

    def close(self) -> None:
        pass


def settings(**ui: Any) -> Settings:
    """The settings, with some of the app's own changed."""
    return Settings(ui=UiSettings(**ui))
