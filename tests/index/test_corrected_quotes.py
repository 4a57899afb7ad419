"""What the user says is no quote is none; what stood inside it stands by itself."""

from __future__ import annotations

from diploread.config.corrections import Corrections, QuoteFix
from diploread.index.article import Mention, Quote, RawArticle
from diploread.index.corrected_quotes import refitted, with_quotes
from diploread.index.pipeline import Resources, annotate

BODY = "The so-called \u201cquay pact\u201d is \u201csafe\u201d."


def quote(name: str, text: str, nested_in: str | None = None) -> Quote:
    start = BODY.index(text)
    end = start + len(text)
    return Quote(
        id=name, type="direct", start=start, end=end, text=text, spans=((start, end),),
        nested_in=nested_in,
    )  # fmt: skip


def quote_in(body: str, name: str, text: str) -> Quote:
    start = body.index(text)
    end = start + len(text)
    return Quote(id=name, type="direct", start=start, end=end, text=text, spans=((start, end),))


def raw(body: str) -> RawArticle:
    return RawArticle(path="a.txt", raw=body)


def ids(start: int, end: int) -> str:
    return f"q-{start}-{end}"


def corrected(fix: QuoteFix) -> list[Quote]:
    quotes = [quote("q-1", "\u201cquay pact\u201d"), quote("q-2", "pact", nested_in="q-1")]
    return list(with_quotes(quotes, BODY, raw(BODY), Corrections(quotes=(fix,)), ids))


def test_not_a_quote() -> None:
    (left,) = corrected(QuoteFix(quote="q-1", kind="none"))
    assert (left.id, left.nested_in) == ("q-2", None)


def test_a_scare_quote_and_back() -> None:
    assert corrected(QuoteFix(quote="q-1", kind="scare"))[0].scare
    assert not corrected(QuoteFix(quote="q-1", kind="direct"))[0].scare


def test_what_is_no_quote_is_not_added() -> None:
    assert len(corrected(QuoteFix(file="a.txt", text="\u201csafe\u201d", kind="none"))) == 2


def test_new_bounds_nearest_to_the_old_ones() -> None:
    body = "A pact. The envoy said the pact is a pact. Still, a pact."
    old = quote_in(body, "q-1", "the pact is")
    fix = QuoteFix(quote="q-1", words="the pact\nis a pact")
    (fixed,) = with_quotes([old], body, raw(body), Corrections(quotes=(fix,)), ids)
    assert (fixed.id, fixed.text, fixed.edited) == ("q-1", "the pact is a pact", ("bounds",))
    assert body[fixed.start : fixed.end] == fixed.text
    again = QuoteFix(quote="q-1", words="a pact")
    (fixed,) = with_quotes([old], body, raw(body), Corrections(quotes=(again,)), ids)
    assert fixed.start == body.index("a pact. Still")


def test_new_bounds_keep_the_attribution_out() -> None:
    body = "He knows. “It holds,” Brandt said. “It will hold.” All the more."
    first, last = body.index("“It h"), body.index("“It w")
    spans = ((first, first + 11), (last, last + 15))
    old = Quote(
        id="q-1", type="direct", start=first, end=last + 15, text=body[first : last + 15],
        spans=spans,
    )  # fmt: skip
    words = body[first:].removesuffix(" All the more.") + " All the more"
    fix = QuoteFix(quote="q-1", words=words)
    (fixed,) = with_quotes([old], body, raw(body), Corrections(quotes=(fix,)), ids)
    assert [body[a:b] for a, b in fixed.spans] == ["“It holds,”", "“It will hold.” All the more"]
    assert fixed.type == "mixed"


def test_words_that_do_not_stand_there_change_nothing() -> None:
    (fixed, _) = corrected(QuoteFix(quote="q-1", words="no such words"))
    assert (fixed.text, fixed.edited) == ("“quay pact”", ())


def test_new_bounds_decide_what_is_nested_and_what_it_is_about() -> None:
    entity = Mention(start=16, end=20, text="pact", type="EVENT", id="event/pact")
    fix = QuoteFix(quote="q-1", words="“quay")
    quotes = [quote("q-1", "“quay pact”"), quote("q-2", "pact", nested_in="q-1")]
    fixes = Corrections(quotes=(fix,))
    outer, inner = with_quotes(quotes, BODY, raw(BODY), fixes, ids, [entity])
    assert (outer.about, inner.nested_in) == ((), None)
    wide = Corrections(quotes=(QuoteFix(quote="q-2", words="“quay pact” is"),))
    outer, inner = with_quotes(quotes, BODY, raw(BODY), wide, ids, [entity])
    assert (outer.id, inner.id, inner.nested_in) == ("q-2", "q-1", "q-2")
    assert outer.about == ("event/pact",)


def test_a_correction_finds_its_quote_when_a_newer_machine_bounds_it_otherwise() -> None:
    body = "Brandt said that the long ferry would sail at noon."
    now = quote_in(body, "q-new", "that the long ferry would sail at noon")
    fix = QuoteFix(
        quote="q-old", file="a.txt", text="the long ferry would sail at noon", speaker="Mara"
    )
    (fixed,) = with_quotes([now], body, raw(body), Corrections(quotes=(fix,)), ids)
    assert (fixed.id, fixed.speaker.name) == ("q-new", "Mara")


def test_an_added_quote_stands_where_its_id_says() -> None:
    body = "No. Brandt said no. No."
    wanted = body.index("no.")
    place = ids(wanted, wanted + 2)
    fix = QuoteFix(quote=place, file="a.txt", text="no")
    (added,) = with_quotes([], body, raw(body), Corrections(quotes=(fix,)), ids)
    assert (added.start, added.type, added.edited) == (wanted, "indirect", ("quote",))


def test_at_once_and_after_a_rebuild_alike() -> None:
    text = "Mara Lindqvist said the ferry would sail at noon, and the crew cheered."
    before = annotate(RawArticle(path="a.txt", raw=text), Resources(), no_clean=True)
    (old,) = before.quotes
    fix = QuoteFix(
        quote=old.id, file="a.txt", text=old.text, words="the ferry would sail", speaker="M. L."
    )
    rebuilt = annotate(
        RawArticle(path="a.txt", raw=text),
        Resources(corrections=Corrections(quotes=(fix,))),
        no_clean=True,
    )
    assert refitted(before, fix).quotes == rebuilt.quotes
    (new,) = rebuilt.quotes
    assert (new.text, new.edited) == ("the ferry would sail", ("speaker", "bounds"))
