"""Runs of capitalised words, cut into marks by the gazetteer and the grammars.

A run is read from left to right. At each place a phrase of the gazetteer, a title, or a block of
unknown words begins; what follows decides what it is ("Norland" + "Embassy" is an organisation).
Blocks that no rule types stay unknown until the evidence of the whole document is in.
"""

from __future__ import annotations

from collections.abc import Mapping

from diploread.index.entities import organisations, titles
from diploread.index.entities.gazetteer import Hit
from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.marks import NOTHING, UNKNOWN, Mark
from diploread.index.entities.run_ends import RunEnds
from diploread.index.entities.tokens import Tokens

_PLACES = frozenset(("country", "capital", "city", "town", "province", "region"))
_CITIES = frozenset(("capital", "city", "town", "province"))
_ADJECTIVES = frozenset(("demonym", "people"))
_NO_NAME_PART = frozenset(("demonym", "people", "country", "org", "outlet"))
_FIRST_HEADS = frozenset(
    ("radio", "television", "tv", "bank", "team", "air", "university", "group", "banco", "college")
)
"""Heads that begin a name without \"of\": \"Radio Orlo\"."""
_BODIES = frozenset(("org", "outlet", "event"))
_LONGEST_NAME = 12


class Runs(RunEnds):
    """Reads the runs of one text; ``read`` gives the marks in order, without overlap."""

    def __init__(
        self, tokens: Tokens, hits: Mapping[int, Hit], taken: frozenset[int], lex: Lexicon
    ) -> None:
        super().__init__(tokens, hits, taken, lex)
        self.marks: list[Mark] = []

    def read(self) -> list[Mark]:
        """All marks of the text."""
        words, count, k = self.tokens.words, len(self.tokens), 0
        starts = [i for i, word in enumerate(words) if word[0].isupper()]
        starts = sorted({*starts, *self.hits})
        for start in starts:
            if start < k or start in self.taken:
                continue
            k = start
            if k not in self.hits and self._is_function_word(k):
                k += 1
                continue
            while k < count:
                end = self._run_end(k)
                k = self._step(k, end)
                if k >= end:
                    break
        return self.marks

    # --- one step through a run -------------------------------------------------------------------

    def _step(self, k: int, end: int) -> int:
        hit = self.hits.get(k)
        if hit is not None:
            return self._phrase(k, hit, max(end, hit.end))
        if not self.tokens.words[k][0].isupper():
            return k + 1
        title = titles.title_end(self.tokens, k, self.lex)
        if title is not None:
            return self._after_title(k, title)
        return self._block(k, end)

    def _add(self, i: int, j: int, kind: str, how: str, hit: Hit | None = None) -> Mark:
        mark = Mark(i, j, kind, how)
        if hit is not None:
            mark.entity, mark.tag = hit.entity, hit.tag
        self.marks.append(mark)
        return mark

    def _can_name(self, p: int) -> bool:
        """Whether a personal name can begin at ``p``."""
        tokens = self.tokens
        if p >= len(tokens) or p in tokens.breaks or p in self.taken:
            return False
        word = tokens.words[p]
        if word[0].isupper():
            return not self._is_function_word(p)
        nxt = p + 1 < len(tokens) and (
            tokens.words[p + 1] == "-" or tokens.words[p + 1][0].isupper()
        )
        return word in self.lex.particles and nxt

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
        if not self._can_name(p) or not tokens.words[p][0].isalpha():
            return max(p, k + 1)
        low = tokens.keys[p].lower()
        if low in lex.org_heads | lex.place_heads and not lex.is_given(tokens.words[p]):
            return p
        hit = self.hits.get(p)
        if hit is not None and not self._names_person(p, hit):
            return p
        stop = self._name_end(p)
        if stop > p and not self._ordinary(p, stop):
            self._add(p, stop, "PERSON", "title").titled = True
            return stop
        return p

    def _after_of(self, k: int, p: int) -> int:
        """Where the body begins in a title that ran into it: "Officials of the [Trade …]"."""
        for x in range(p - 1, k, -1):
            if self.tokens.keys[x] in ("of", "for", "the"):
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

    # --- phrases of the gazetteer -----------------------------------------------------------------

    def _phrase(self, k: int, hit: Hit, end: int) -> int:
        tokens, lex = self.tokens, self.lex
        e = hit.end
        following = e < end and tokens.words[e][0].isupper() and e not in self.taken
        if following:
            body = self._body_end(k, e, end)
            if body is not None:
                return self._organisation(k, body)
            if hit.tag in _PLACES and tokens.keys[e].lower() in lex.place_heads:
                last = e + 1
                while last < end and tokens.keys[last].lower() in lex.place_heads:
                    last += 1
                self._add(k, last, "LOC", "place-head")
                return last
            if hit.tag in _PLACES and self._is_name_start(k, hit, end):
                return self._block(k, end)
            if hit.tag in _ADJECTIVES and self._event_at(e, end):
                return self._event(k, e, end)
            if hit.tag in _ADJECTIVES and e in self.hits and self.hits[e].tag in _ADJECTIVES:
                second = self.hits[e]
                self._add(k, second.end, "NORP", "two-peoples")
                return second.end
        if hit.tag in _ADJECTIVES:
            self._add(k, e, "NORP", "gazetteer", hit)
        elif hit.tag in _BODIES:
            if hit.tag == "org" and e < len(tokens) and tokens.keys[e] in ("of", "for"):
                wider = organisations.extend(tokens, k, e, self.hits, lex)
                if wider > e:
                    self._add(k, wider, "ORG", "organisation")
                    return wider
            self._add(k, e, hit.entity.kind, "gazetteer", hit)
        else:
            self._add(k, e, hit.entity.kind, "gazetteer", hit)
        return e

    def _body_end(self, k: int, e: int, end: int) -> int | None:
        """Where the organisation that begins with the phrase ``[k, e)`` ends; None if none does."""
        tokens, lex = self.tokens, self.lex
        last, x = None, e
        while x < end and x - e < 8:
            low = tokens.keys[x].lower()
            if low in lex.org_heads and tokens.words[x][0].isupper():
                last = x + 1
            elif titles.title_end(tokens, x, lex) is not None or (
                x in self.hits and self.hits[x].tag in ("country", "demonym") and last
            ):
                break
            x = self.hits[x].end if x in self.hits else x + 1
        if last is None:
            return organisations.joined_by_and(tokens, k, x, lex) if x == end and x > e else None
        after = titles.title_end(tokens, last, lex) if last < end else None
        head = tokens.keys[last - 1].lower()
        if head in ("house", "court", "air", "force", "forces", "side", "team") and after is None:
            return last
        return last

    def _is_name_start(self, k: int, hit: Hit, end: int) -> bool:
        """Whether a place name is here somebody's given name ("Sydney Orlo")."""
        tokens, e = self.tokens, hit.end
        if e != k + 1 or e in self.hits or e >= end:
            return False
        if titles.title_end(tokens, e, self.lex) is not None:
            return False
        low = tokens.keys[e].lower()
        if low in self.lex.org_heads or low in self.lex.place_heads or low in self.lex.event_heads:
            return False
        word = tokens.words[k]
        if hit.tag == "country":
            return word in self.lex.name_like_countries and not self.lex.is_common(low)
        return (self.lex.is_given(word) or word in self.lex.surnames) and not self.lex.is_common(
            low
        )

    # --- unknown blocks ---------------------------------------------------------------------------

    def _block_end(self, k: int, end: int) -> int:
        tokens, lex = self.tokens, self.lex
        given = lex.is_given(tokens.words[k])
        opener = tokens.keys[k].lower()
        absorbs = opener in lex.org_heads or opener in lex.place_beginners
        x = self.hits[k].end if k in self.hits else k + 1
        while x < end:
            hit = self.hits.get(x)
            hyphen = tokens.words[x - 1] == "-" and not (hit and hit.tag in _ADJECTIVES)
            if hit is not None and not hyphen and tokens.words[x - 1] != "&":
                if hit.tag not in _CITIES and hit.tag != "region" and not absorbs:
                    break
                if not (absorbs or (given and hit.tag in _CITIES)):
                    break
                x = hit.end
                continue
            low = tokens.keys[x].lower()
            if tokens.words[x][0].isupper() and (low in lex.heads or low in lex.qualifiers):
                last_name = low in self.lex.also_surnames and given
                title = titles.title_end(tokens, x, lex)
                if title is not None and not last_name and low not in lex.org_heads:
                    break
            x += 1
        return x

    def _block(self, k: int, end: int) -> int:
        tokens, lex = self.tokens, self.lex
        b = self._block_end(k, end)
        joined = organisations.joined_by_and(tokens, k, b, lex) if b == end else None
        if joined is not None:
            return self._organisation(k, joined)
        while b - 1 > k and not tokens.words[b - 1][0].isalnum():
            b -= 1
        if b < end and b in self.hits:
            whole = self._around_phrase(k, b, end)
            if whole is not None:
                return whole
        head = organisations.last_head(tokens, k, b, lex)
        low_first, low_last = tokens.keys[k].lower(), tokens.keys[b - 1].lower()
        if head is not None and self._is_organisation(k, b, head):
            stop = b if head == k else head + 1
            return self._organisation(k, stop)
        if b - k >= 2:
            if low_last in lex.place_heads or (
                low_first in lex.place_beginners and not lex.is_given(tokens.words[k])
            ):
                self._add(k, b, "LOC", "place-head")
                return b
            if low_last in lex.event_heads:
                kind = "EVENT" if low_last in self.lex.named_events else NOTHING
                self._add(k, b, kind, "event-head")
                return b
        if low_first in lex.place_beginners and b == k + 1 and self._of_place(b) is not None:
            stop = self._of_place(b) or b
            self._add(k, stop, "LOC", "place-head")
            return stop
        compound = self.lex.gazetteer.prefixes.get(tokens.words[k])
        if compound is not None and b < len(tokens) and tokens.words[b] == "-" and tokens.glued(b):
            self._add(k, b, "NORP", "prefix", Hit(b, compound, "demonym"))
            return b
        mark = self._add(k, b, UNKNOWN, "capitals")
        mark.before_title = b < end and titles.title_end(tokens, b, lex) is not None
        mark.titled = titles.titled_from_left(tokens, k, lex)
        return b

    def _around_phrase(self, k: int, b: int, end: int) -> int | None:
        """A name with a phrase of the gazetteer in its middle: "Grand Norlandic Dam"."""
        tokens, lex, hit = self.tokens, self.lex, self.hits[b]
        if hit.tag not in ("demonym", "people", "country", "region"):
            return None
        ordinary = all(lex.is_common(tokens.keys[x]) for x in range(k, b))
        if ordinary and hit.tag in _ADJECTIVES and b == k + 1:
            low = tokens.keys[k].lower()
            if low in lex.directions or low in ("indigenous", "first", "native", "black"):
                self._add(k, hit.end, "NORP", "direction")
                return hit.end
        if not ordinary or (tokens.opens(k) and lex.is_common(tokens.keys[k])):
            return None
        body = self._body_end(b, hit.end, end) if hit.end < end else None
        if body is not None:
            return self._organisation(k, body)
        for x in range(hit.end, end):
            if tokens.keys[x].lower() in lex.place_heads:
                self._add(k, x + 1, "LOC", "place-head")
                return x + 1
        return None

    def _of_place(self, b: int) -> int | None:
        """The end of "of Norland" behind a word like Gulf, Strait, Bay."""
        tokens = self.tokens
        if b + 1 >= len(tokens) or tokens.keys[b] != "of" or b in tokens.breaks:
            return None
        x = b + 2 if tokens.keys[b + 1] == "the" else b + 1
        if x >= len(tokens):
            return None
        hit = self.hits.get(x)
        if hit is not None:
            return hit.end
        return x + 1 if tokens.words[x][0].isupper() else None

    def _is_organisation(self, k: int, b: int, head: int) -> bool:
        tokens, lex = self.tokens, self.lex
        low = tokens.keys[head].lower()
        led_on = organisations.extend(tokens, k, head + 1, self.hits, lex) > head + 1
        if b - k == 1:
            if led_on:
                return low in lex.org_beginners
            return low in lex.org_alone and not tokens.opens(k)
        if head == k:
            return low in _FIRST_HEADS or led_on
        if low in lex.org_weak and head == k + 1:
            return not (tokens.opens(k) and lex.is_common(tokens.keys[k])) or led_on
        return True

    def _organisation(self, i: int, j: int) -> int:
        stop = organisations.extend(self.tokens, i, j, self.hits, self.lex)
        self._add(i, stop, "ORG", "organisation")
        return stop

    # --- events -----------------------------------------------------------------------------------

    def _event_at(self, e: int, end: int) -> bool:
        return any(
            self.tokens.keys[x].lower() in self.lex.named_events for x in range(e, min(end, e + 4))
        )

    def _event(self, k: int, e: int, end: int) -> int:
        for x in range(e, min(end, e + 4)):
            if self.tokens.keys[x].lower() in self.lex.named_events:
                self._add(k, x + 1, "EVENT", "event-head")
                return x + 1
        return e
