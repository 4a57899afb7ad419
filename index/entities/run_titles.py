"""Persons behind titles: a run that goes on after "Foreign Minister" names somebody."""

from __future__ import annotations

from collections.abc import Mapping

from diploread.index.entities import organisations
from diploread.index.entities.gazetteer import Hit
from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.marks import Mark
from diploread.index.entities.run_ends import RunEnds
from diploread.index.entities.tokens import Tokens

_NO_NAME_PART = frozenset(("demonym", "people", "country", "org", "outlet"))
_LONGEST_NAME = 12
_SCRAP = 2
_VOWELS = frozenset("aeiouy")
_POINTS_TO_PLACE = 3
"""Strength of a preposition behind which "St. Orlo" is a town and no saint."""
GENERATION = frozenset(("Jr.", "Jr", "JR.", "JR", "Sr.", "Sr", "SR.", "SR"))


class TitledNames(RunEnds):
    """Adds to the extent of runs the marks, and the reading of names behind titles."""

    def __init__(
        self, tokens: Tokens, hits: Mapping[int, Hit], taken: frozenset[int], lex: Lexicon
    ) -> None:
        super().__init__(tokens, hits, taken, lex)
        self.marks: list[Mark] = []

    def _add(self, i: int, j: int, kind: str, how: str, hit: Hit | None = None) -> Mark:
        mark = Mark(i, j, kind, how)
        if hit is not None:
            mark.entity, mark.tag = hit.entity, hit.tag
        self.marks.append(mark)
        return mark

    def _organisation(self, i: int, j: int) -> int:
        stop = organisations.extend(self.tokens, i, j, self.hits, self.lex)
        stop = organisations.legal_form_end(self.tokens, stop)
        if self._is_day(stop):
            self._add(i, stop + 1, "EVENT", "event-head")
            return stop + 1
        self._add(i, stop, "ORG", "organisation")
        return stop

    def _is_torn(self, p: int) -> bool:
        """Whether the word is a scrap, as a poor scan leaves them: "K" of "K0no", "Tr"."""
        tokens, word = self.tokens, self.tokens.words[p]
        if p + 1 < len(tokens) and tokens.glued(p + 1) and tokens.words[p + 1][0].isdigit():
            return True
        if len(word) != _SCRAP or word in self.lex.surnames or not word.isascii():
            return False
        alone = p + 1 >= len(tokens) or not tokens.words[p + 1][0].isupper()
        return alone and not set(word.lower()) & _VOWELS

    def _is_day(self, x: int) -> bool:
        """Whether the day of a body is named: "Armed Forces | Day"."""
        tokens = self.tokens
        return x < len(tokens) and x not in tokens.breaks and tokens.words[x] == "Day"

    def _can_name(self, p: int) -> bool:
        """Whether a personal name can begin at ``p``."""
        tokens = self.tokens
        if p >= len(tokens) or p in tokens.breaks or p in self.taken:
            return False
        word = tokens.words[p]
        if word[0].isupper():
            return not self._is_function_word(p)
        if word not in self.lex.particles:
            return False
        x = p + 1
        while x < len(tokens) and tokens.words[x] in self.lex.particles and x < p + 3:
            x += 1  # "von der Leyden"
        return x < len(tokens) and (tokens.words[x] == "-" or tokens.words[x][0].isupper())

    def _after_title(self, k: int, p: int) -> int:
        """A title ends at ``p``: the name that follows is a person's."""
        tokens, lex = self.tokens, self.lex
        end = self._run_end(p) if p < len(tokens) and p not in tokens.breaks else p
        if (
            p < end
            and tokens.words[p][0].isupper()
            and tokens.keys[p].lower() in lex.org_heads
            and p not in self.hits
        ):
            head = organisations.last_head(tokens, p, end, lex)
            if head is not None and tokens.keys[head].lower() not in lex.org_weak:
                return self._organisation(self._after_of(k, p), head + 1)
        start = self._after_of(k, p)
        if start > k and p < end:
            head = organisations.last_head(tokens, p, end, lex)
            if head is not None and tokens.keys[head].lower() not in lex.org_weak:
                return self._organisation(start, head + 1)
        if not self._can_name(p) or not tokens.words[p][0].isalpha():
            return max(p, k + 1)
        if self._is_torn(p):
            return p + 1
        low = tokens.keys[p].lower()
        if low in lex.org_heads | lex.place_heads and not lex.is_given(tokens.words[p]):
            return p
        hit = self.hits.get(p)
        if hit is not None and not self._names_person(p, hit):
            return p
        stop = self._generation_end(self._name_end(p))
        if stop > p and p == k + 1 and self._is_saints_place(k):
            self._add(k, stop, "GPE", "place-head")
            return stop
        if stop > p and not self._ordinary(p, stop):
            self._add(p, stop, "PERSON", "title").titled = True
            return stop
        return p

    def _is_saints_place(self, k: int) -> bool:
        """Whether a town is called after a saint: "in St. Orlo", "the city of St. Orlo"."""
        tokens, lex = self.tokens, self.lex
        if k == 0 or tokens.keys[k].lower() not in ("st", "st.", "saint"):
            return False
        before = tokens.keys[k - 1].lower()
        if before == "of" and k > 1:
            return tokens.keys[k - 2].lower() in lex.place_nouns_before
        return lex.place_prepositions.get(before, 0) >= _POINTS_TO_PLACE

    def _after_of(self, k: int, p: int) -> int:
        """Where the body begins in a title that ran into it: "Officials of the [Trade …]"."""
        for x in range(p - 1, k, -1):
            if self.tokens.keys[x].lower() in ("of", "for", "the"):
                return x + 1
        return k

    def _ordinary(self, p: int, stop: int) -> bool:
        """Whether all words of ``[p, stop)`` are ordinary ones: "Private Notice Question"."""
        for x in range(p, stop):
            word = self.tokens.words[x]
            known = word in self.lex.given or word in self.lex.surnames
            if known or not self.lex.is_common(word) or word.endswith("."):
                return False
        return True

    def _names_person(self, p: int, hit: Hit) -> bool:
        """Whether the gazetteer phrase at ``p``, right behind a title, is rather a name."""
        if hit.tag in ("demonym", "people", "org", "outlet", "event", "region"):
            return False
        after = hit.end
        more = after < self._run_end(p) and self.tokens.words[after][0].isupper()
        if hit.tag == "country":
            return (
                more and hit.entity.name in self.lex.name_like_countries and after not in self.hits
            )
        return hit.end == p + 1

    def _generation_end(self, stop: int) -> int:
        """Past ", Jr." behind a name."""
        keys = self.tokens.keys
        if stop + 1 < len(keys) and keys[stop] == "," and keys[stop + 1] in GENERATION:
            return stop + 2
        if stop < len(keys) and keys[stop] in GENERATION and stop not in self.tokens.breaks:
            return stop + 1
        return stop

    def _is_headline_verb(self, x: int) -> bool:
        """Whether the word is what two or more do in a headline: "Ruiz and Vennick | Meet"."""
        word, lex = self.tokens.words[x], self.lex
        if word in lex.surnames or lex.is_given(word):
            return False
        if word.lower() in lex.headline_verbs:
            return True
        return f"{word.lower()}s" in lex.headline_verbs or f"{word.lower()}es" in lex.headline_verbs

    def _name_end(self, p: int) -> int:
        """The end of the personal name that begins at ``p``."""
        tokens, lex = self.tokens, self.lex
        end, x = self._run_end(p), p
        while x < end and x - p < _LONGEST_NAME:
            low = tokens.keys[x].lower()
            hit = self.hits.get(x)
            if x > p:
                glued = tokens.words[x - 1] == "-"
                if hit is not None and hit.tag in _NO_NAME_PART and not glued:
                    last = x == p + 1 and hit.tag == "people" and hit.end == end
                    if not (last and hit.end == x + 1 and not low.endswith("s")):
                        break
                if hit is None and not glued and self._is_headline_verb(x):
                    break
                if low in lex.heads and low not in lex.also_surnames:
                    break
                if (
                    low in lex.org_heads
                    and low not in lex.org_weak
                    and not lex.is_given(tokens.words[x])
                ):
                    break
            x += 1
        return x
