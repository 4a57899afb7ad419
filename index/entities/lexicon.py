"""The word lists of the grammars, gathered so that look-ups are plain attribute access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from diploread.index.entities.gazetteer import Gazetteer, load


@dataclass(frozen=True)
class Lexicon:
    """Word lists as sets of keys in small letters."""

    gazetteer: Gazetteer
    function_words: frozenset[str]
    headline_verbs: frozenset[str]
    english: frozenset[str]
    heading_pairs: frozenset[str]
    heading_words: frozenset[str]
    """The words of ``heading_pairs``."""
    texts: frozenset[str]
    honorifics: frozenset[str]
    heads: frozenset[str]
    qualifiers: frozenset[str]
    portfolios: frozenset[str]
    org_heads: frozenset[str]
    org_weak: frozenset[str]
    org_alone: frozenset[str]
    org_beginners: frozenset[str]
    org_nouns_after: frozenset[str]
    org_nouns_before: frozenset[str]
    place_heads: frozenset[str]
    place_beginners: frozenset[str]
    place_nouns_after: frozenset[str]
    place_nouns_before: frozenset[str]
    place_prepositions: dict[str, int]
    directions: frozenset[str]
    event_heads: frozenset[str]
    also_surnames: frozenset[str]
    also_given: frozenset[str]
    after_person: frozenset[str]
    org_generic: frozenset[str]
    org_members: frozenset[str]
    at_place: frozenset[str]
    motion: frozenset[str]
    after_city: frozenset[str]
    from_government: frozenset[str]
    named_events: frozenset[str]
    leading_events: frozenset[str]
    between_names: frozenset[str]
    head_surnames: frozenset[str]
    vessels: frozenset[str]
    physical: frozenset[str]
    governed: frozenset[str]
    possessors: frozenset[str]
    compound_tails: frozenset[str]
    name_like_countries: frozenset[str]
    lead_on: Mapping[str, frozenset[str]]
    speech: frozenset[str]
    person_after: frozenset[str]
    person_eras: frozenset[str]
    person_before: frozenset[str]
    apposition: frozenset[str]
    never_single: frozenset[str]
    particles: frozenset[str]
    surname_endings: tuple[str, ...]
    place_endings: tuple[str, ...]
    common: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]

    def is_common(self, key: str) -> bool:
        """Whether ``key`` is an ordinary word when written small."""
        return key.lower() in self.common

    def is_given(self, word: str) -> bool:
        """Whether ``word`` is a known given name; hyphenated ones by their first half."""
        return word in self.given or (word.isupper() and word.title() in self.given)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of this installation, made on first use."""
    book = load()
    titles, orgs, places, cues = "titles", "org_words", "place_words", "cues"
    pairs = book.words(cues, "heading_pairs")
    return Lexicon(
        gazetteer=book,
        headline_verbs=book.words(cues, "headline_verbs"),
        function_words=book.words(cues, "function_words") | book.words(cues, "headline_verbs"),
        texts=book.words(orgs, "texts"),
        english=book.words(cues, "english"),
        heading_pairs=pairs,
        heading_words=frozenset(word for pair in pairs for word in pair.split()),
        honorifics=book.words(titles, "honorifics"),
        heads=book.words(titles, "heads"),
        qualifiers=book.words(titles, "qualifiers"),
        portfolios=book.words(titles, "portfolios"),
        org_heads=book.words(orgs, "heads"),
        org_weak=book.words(orgs, "weak"),
        org_alone=book.words(orgs, "alone"),
        org_beginners=book.words(orgs, "beginners"),
        org_nouns_after=book.words(orgs, "nouns_after"),
        org_nouns_before=book.words(orgs, "nouns_before"),
        place_heads=book.words(places, "heads"),
        place_beginners=book.words(places, "beginners"),
        place_nouns_after=book.words(places, "nouns_after"),
        place_nouns_before=book.words(places, "nouns_before"),
        place_prepositions=book.numbers(places, "prepositions"),
        directions=book.words(places, "directions"),
        event_heads=book.words("events", "patterns"),
        after_person=book.words(titles, "after_person"),
        also_given=book.words(titles, "also_given"),
        also_surnames=book.words(titles, "also_surnames"),
        org_generic=book.words(orgs, "generic"),
        org_members=book.words(orgs, "members"),
        at_place=book.words(places, "at_place"),
        motion=book.words(places, "motion"),
        from_government=book.words(places, "from_government"),
        after_city=book.words(places, "after_city"),
        leading_events=book.words("events", "leading"),
        between_names=book.words("events", "between"),
        head_surnames=book.words(places, "head_surnames"),
        vessels=book.words(places, "vessels"),
        physical=book.words(places, "physical"),
        governed=book.words(places, "governed"),
        named_events=book.words("events", "named"),
        possessors=book.words(cues, "possessors"),
        compound_tails=book.words(cues, "compound_tails"),
        name_like_countries=book.words(cues, "name_like_countries"),
        lead_on={w: book.words(orgs, f"lead_on_{w}") for w in ("for", "on", "against")},
        speech=book.words(cues, "speech"),
        person_after=book.words(cues, "person_after"),
        person_eras=book.words(cues, "person_eras"),
        person_before=book.words(cues, "person_before"),
        apposition=book.words(cues, "apposition"),
        never_single=book.words(cues, "never_single"),
        particles=book.words(cues, "particles"),
        surname_endings=tuple(sorted(book.words(cues, "surname_endings"))),
        place_endings=tuple(sorted(book.words(cues, "place_endings"))),
        common=book.common,
        given=book.given,
        surnames=book.surnames,
    )
