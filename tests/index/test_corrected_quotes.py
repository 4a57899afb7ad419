"""What the user says is no quote is none; what stood inside it stands by itself."""

from __future__ import annotations

from diploread.config.corrections import Corrections, QuoteFix
from diploread.index.article import Quote, RawArticle
from diploread.index.corrected import with_quotes

BODY = "The so-called \u201cquay pact\u201d is \u201csafe\u201d."


def quote(name: str, text: str, nested_in: str | None = None) -> Quote:
    start = BODY.index(text)
    end = start + len(text)
    return Quote(
        id=name, type="direct", start=start, end=end, text=text, spans=((start, end),),
        nested_in=nested_in,
    )  # fmt: skip


def corrected(fix: QuoteFix) -> list[Quote]:
    quotes = [quote("q-1", "\u201cquay pact\u201d"), quote("q-2", "pact", nested_in="q-1")]
    raw = RawArticle(path="a.txt", raw=BODY)
    return list(with_quotes(quotes, BODY, raw, Corrections(quotes=(fix,)), lambda s, e: "q-3"))


def test_not_a_quote() -> None:
    (left,) = corrected(QuoteFix(quote="q-1", kind="none"))
    assert (left.id, left.nested_in) == ("q-2", None)


def test_a_scare_quote_and_back() -> None:
    assert corrected(QuoteFix(quote="q-1", kind="scare"))[0].scare
    assert not corrected(QuoteFix(quote="q-1", kind="direct"))[0].scare


def test_what_is_no_quote_is_not_added() -> None:
    assert len(corrected(QuoteFix(file="a.txt", text="\u201csafe\u201d", kind="none"))) == 2
