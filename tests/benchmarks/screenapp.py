"""The app on a library in memory, for measuring the screen alone: ``ROWS WORDS``.

A hundred thousand rows, of which the first is an article of fifty thousand words with five hundred
quotes and the others of three hundred words, so that what is measured is painting and moving, not
the index.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from diploread.config.settings import Settings
from diploread.index.article import Article, DateValue, Quote, Speaker, Value
from diploread.index.library.rows import FacetValue, QuoteRow, Row, never

SENTENCE = "The harbour council of Lower Tarn met again and put the matter of the quay off. "
SPOKEN = "“We shall see the quay repaired,” the warden told the council. "


@dataclass
class Counted:
    """An answer of many."""

    total: int
    read_as: str = ""
    quotes: int | None = None
    advice: str = ""
    partial: bool = False


def long_article(words: int, quotes: int = 500) -> Article:
    """An article of about ``words`` words."""
    pieces: list[str] = []
    found: list[Quote] = []
    at = 0
    per_quote = max(words // 14 // quotes, 1)
    for number in range(quotes):
        pieces += [SENTENCE * per_quote, "\n\n", SPOKEN]
        at += len(SENTENCE) * per_quote + 2
        end = at + SPOKEN.index("”") + 1
        found.append(Quote(
            id=f"q{number}", type="direct", start=at, end=end, text=SPOKEN[: end - at],
            spans=((at, end),), speaker=Speaker(name="The Warden", how="named"),
        ))  # fmt: skip
        at += len(SPOKEN)
    body = "".join(pieces)
    return Article(id="long", path="long.txt", title=Value(text="A long sitting"), raw=body,
                   body=body, body_map=((0, 0, len(body)),), quotes=tuple(found))  # fmt: skip


class Memory:
    """Rows and one article, made on demand."""

    generation = "g1"
    first_look = False

    def __init__(self, rows: int, words: int) -> None:
        self.count = rows
        self._first = long_article(words)
        self._other = long_article(300, quotes=3)

    def search(
        self, query: str, *, typing: bool = False, cancelled: Callable[[], bool] = never
    ) -> Counted:
        return Counted(self.count)

    def rows(self, answer: Counted, start: int, stop: int) -> list[Row]:
        return [
            Row(id=f"a{n}", path=f"{n}.txt", title=f"Harbour council puts off sitting {n}",
                source="Tarn Courier", date=DateValue(value="2031-05-04"), words=300, quotes=3)
            for n in range(start, stop)
        ]  # fmt: skip

    def article(self, article_id: str) -> Article:
        return self._first if article_id == "a0" else self._other

    def hits(self, answer: Counted, article: Article) -> tuple[tuple[int, int], ...]:
        return ()

    def facets(
        self, answer: Counted, *, cancelled: Callable[[], bool] = never
    ) -> dict[str, list[FacetValue]]:
        return {}

    def quotes(self, answer: Counted, *, cancelled: Callable[[], bool] = never) -> list[QuoteRow]:
        return []

    def folded(self, answer: Counted, keep: str | None = None) -> Counted:
        return answer

    def position(self, answer: Counted, article_id: str) -> int | None:
        return int(article_id[1:])

    def warm(self) -> None:
        pass

    def close(self) -> None:
        pass


def main(rows: int, words: int) -> int:
    from diploread.tui.app import DiploreadApp

    app = DiploreadApp([], Settings())
    app.library = Memory(rows, words)  # type: ignore[assignment]
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
