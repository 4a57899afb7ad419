"""Random query trees over a small vocabulary, for property-based tests."""

from __future__ import annotations

from diploread.index.library.query.shape import join
from diploread.index.library.query.tree import (
    And,
    AtLeast,
    Dates,
    Near,
    Node,
    Not,
    OneQuote,
    Or,
    Phrase,
    State,
    Word,
)
from hypothesis import strategies as st

VOCABULARY = ("oil", "embargo", "talks", "talked", "vane", "harbour", "harbours", "u.s", "2017")
PRINTED = ("Oil", "oil", "Vane", "VANE", "U.S.", "talks")
FIELDS = ("", "title", "body")


def _word(field: str) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.sampled_from(VOCABULARY).map(lambda w: Word(w, "word", field)),
        st.sampled_from(("ta", "talk", "har", "zz")).map(lambda w: Word(w, "prefix", field)),
        st.sampled_from(("ta?k*", "h*r", "oi?")).map(lambda w: Word(w, "wildcard", field)),
        st.sampled_from(("harbuor", "talkd")).map(lambda w: Word(w, "fuzzy", field, 1)),
        st.sampled_from(PRINTED).map(lambda w: Word(w, "exact", field)),
    )


def _phrase(field: str) -> st.SearchStrategy[Node]:
    word = st.one_of(
        st.sampled_from(VOCABULARY).map(lambda w: Word(w, "word", field)),
        st.sampled_from(PRINTED).map(lambda w: Word(w, "exact", field)),
    )
    words = st.lists(word, min_size=2, max_size=3)
    return words.map(lambda ws: Phrase(tuple(ws), field))


def _placed(field: str) -> st.SearchStrategy[Node]:
    unit = st.one_of(_word(field), _phrase(field))
    either = st.lists(unit, min_size=2, max_size=2).map(lambda parts: join(Or, parts) or parts[0])
    near = st.builds(
        Near,
        st.one_of(unit, either),
        st.one_of(unit, either),
        st.integers(1, 6),
        st.booleans(),
        st.just("word"),
        st.booleans(),
    )
    units = ("sentence", "paragraph")
    same = st.builds(
        Near, unit, unit, st.just(0), st.just(False), st.sampled_from(units), st.just(False)
    )
    return st.one_of(unit, near, same if field != "title" else near)


def _leaf(fields: tuple[str, ...]) -> st.SearchStrategy[Node]:
    field = st.sampled_from(fields)
    return st.one_of(
        field.flatmap(_placed),
        st.builds(AtLeast, st.integers(1, 3), field.flatmap(_word)),
        st.sampled_from(
            (
                Dates("date", "2017-09-03", "2017-09-05"),
                Dates("date", "", "2017-09-04"),
                State("is", "undated"),
                State("has", "quote"),
            )
        ),
    )


def _combined(leaf: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def more(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        parts = st.lists(inner, min_size=2, max_size=3)
        return st.one_of(
            parts.map(lambda p: join(And, p) or p[0]),
            parts.map(lambda p: join(Or, p) or p[0]),
            inner.filter(lambda n: not isinstance(n, Not)).map(Not),
        )

    return st.recursive(leaf, more, max_leaves=6)


def _quote_leaf() -> st.SearchStrategy[Node]:
    return st.one_of(
        _placed(""),
        st.sampled_from(("vane", "lin")).map(lambda w: Word(w, "word", "speaker")),
        st.sampled_from(("Vane", "LIN")).map(lambda w: Word(w, "exact", "speaker")),
        st.sampled_from(tuple(State("is", kind) for kind in ("direct", "indirect", "transcript"))),
    )


one_quote = _combined(_quote_leaf()).map(OneQuote)
trees = _combined(st.one_of(_leaf(FIELDS), one_quote))
