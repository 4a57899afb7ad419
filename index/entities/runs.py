"""Runs of capitalised words, cut into marks by the gazetteer and the grammars.

A run is read from left to right. At each place a phrase of the gazetteer, a title, or a block of
unknown words begins; what follows decides what it is ("Norland" + "Embassy" is an organisation).
Blocks that no rule types stay unknown until the evidence of the whole document is in.
"""

from __future__ import annotations

from diploread.index.entities import organisations, titles
from diploread.index.entities.gazetteer import Hit
from diploread.index.entities.marks import NOTHING, UNKNOWN, Mark
from diploread.index.entities.run_events import EventNames
from diploread.index.entities.run_places import ADJECTIVES
from diploread.index.entities.run_titles import GENERATION

_PLACES = frozenset(("country", "capital", "city", "town", "province", "region"))
_CITIES = frozenset(("capital", "city", "town", "province"))
_FIRST_HEADS = frozenset(
    ("radio", "television", "tv", "bank", "team", "air", "university", "group", "banco", "college")
)
"""Heads that begin a name without \"of\": \"Radio Orlo\"."""
_BODIES = frozenset(("org", "outlet", "event"))
_OF_THE_DAY = frozenset(("administration", "government"))
_OF_ANY_DAY = frozenset(
    [
        "senior",
        "current",
        "new",
        "previous",
        "former",
        "incoming",
        "outgoing",
        "interim",
        "transitional",
        "next",
        "past",
    ]
)
_STATES = frozenset(("republic", "kingdom", "commonwealth", "federation", "sultanate", "state"))
_FOUNDED = frozenset(("fort", "camp", "port", "lake", "mount", "cape", "bay", "city"))
"""Beginnings of places that ordinary words may follow: "Fort Reliance", but "New Exhibitions"."""
_OF_PLACES = frozenset(("summit", "crisis", "accord", "accords", "process", "declaration"))
"""What is named after the place where it was: "Orlovo Summit"."""
_LEGISLATURES = frozenset(("congress", "parliament"))
"""Named so at the start of a sentence too, where a common noun would have its article."""
_PLURALS = frozenset(
    ("organizations", "organisations", "groups", "institutions", "companies", "agencies", "banks",
     "schools", "parties", "partners", "associates", "workers", "teachers", "volunteers")
)  # fmt: skip
"""Heads that behind ordinary words alone speak of many: "Relief Organizations"."""
_ADDRESSES = frozenset(
    ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof", "prof.", "professor", "doctor")
)
"""Before a name, wherever in a run they stand: "Welcomes Professor Vennick"."""
_POSTS = frozenset(("press",))
"""Heads of organisations that before a title say what it is for: "Press Secretary"."""


class Runs(EventNames):
    """Reads the runs of one text; ``read`` gives the marks in order, without overlap."""

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
        if self.tokens.words[k] in GENERATION and k and self.tokens.keys[k - 1] == ",":
            return k + 1
        if hit is not None and not self._is_opening_word(k, hit):
            return self._phrase(k, hit, max(end, hit.end))
        if not self.tokens.words[k][0].isupper():
            return k + 1
        title = titles.title_end(self.tokens, k, self.lex)
        if title is not None:
            return self._after_title(k, title)
        if self.tokens.keys[k].lower() in self.lex.org_alone and self._party_at(k + 1):
            self._add(k, k + 1, "ORG", "organisation")
            return k + 1
        shared = self._shared_direction(k)
        if shared is not None:
            self._add(k, k + 1, "LOC", "direction", shared)
            return k + 1
        return self._past_subjects(k, end) or self._block(k, end)

    def _past_subjects(self, k: int, end: int) -> int:
        """Past the last subjects of an office before its holder: "and Human Rights | Ana Ruiz"."""
        tokens, lex, x = self.tokens, self.lex, k
        if not k or tokens.keys[k - 1] not in ("and", "&", ",", "for", "of"):
            return 0
        while x < end and x not in self.hits and tokens.keys[x].lower() in lex.portfolios:
            if lex.is_given(tokens.words[x]):
                return 0
            x += 1
        named = k < x < end - 1 and tokens.words[x] in lex.given
        return x if named and tokens.words[x + 1][0].isupper() else 0

    def _is_opening_word(self, k: int, hit: Hit) -> bool:
        """Whether a town is rather the ordinary word that opens a sentence ("Shaping")."""
        if hit.end != k + 1 or hit.tag not in ("town", "city", "province"):
            return False
        return self.tokens.opens(k) and self.lex.is_common(self.tokens.keys[k])

    # --- phrases of the gazetteer -----------------------------------------------------------------

    def _phrase(self, k: int, hit: Hit, end: int) -> int:
        tokens, lex = self.tokens, self.lex
        e = hit.end
        if hit.tag == "work":
            self._add(k, e, NOTHING, "work")
            return e
        led_on = (
            e == k + 1 and hit.tag == "region" and tokens.keys[k].lower() in lex.place_beginners
        )
        if led_on and (stop := self._of_place(e)) is not None:
            self._add(k, stop, "LOC", "place-head")  # "Gulf of Norland", though "the Gulf" is one
            return stop
        following = e < end and tokens.words[e][0].isupper() and e not in self.taken
        if following:
            compound = k > 0 and tokens.words[k - 1] == "-" and tokens.glued(k)
            body = None if compound else self._body_end(k, e, end)
            if body == e + 1 and self._party_at(k) and tokens.keys[e].lower() in lex.org_alone:
                body = None  # "Republican Senate leader"
            if body is not None and hit.tag == "org" and self._only_a_heading(k, e, body):
                body = None
            if body is not None:
                return self._organisation(k, body)
            if hit.tag in _PLACES and tokens.keys[e].lower() in lex.place_heads:
                last = e + 1
                while last < end and tokens.keys[last].lower() in lex.place_heads:
                    last += 1
                governed = tokens.keys[last - 1].lower() in lex.governed and hit.tag != "region"
                self._add(
                    k, last, "GPE" if governed else "LOC", "place-head", hit if governed else None
                )
                return last
            if self._is_physical(hit, e):
                self._add(k, e + 1, "LOC", "place-head")
                return e + 1
            if hit.tag in _PLACES and self._is_name_start(k, hit, end):
                return self._block(k, end)
            if hit.tag in _PLACES and tokens.keys[e].lower() in _OF_PLACES:
                self._add(k, e + 1, "EVENT", "event-head")
                return e + 1
            if hit.tag in ADJECTIVES and self._event_at(e, end):
                return self._event(k, e, end)
            if hit.tag == "org" and self._meets_at(e, end):
                return self._event(k, e, end)
            second = self.hits.get(e) if hit.tag in ADJECTIVES else None
            if (
                second is not None
                and "demonym" in (hit.tag, second.tag)
                and (second.tag in ADJECTIVES)
            ):
                self._add(k, second.end, "NORP", "two-peoples")
                return second.end
        if hit.tag in ADJECTIVES:
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
            whole = self.hits.get(x)
            if whole is not None and whole.tag == "org" and x > k and self._is_head(whole.end - 1):
                last = x = whole.end  # "Norlandic | Food and Drug Administration"
                continue
            low = tokens.keys[x].lower()
            post = low in _POSTS and x + 1 < end and titles.title_end(tokens, x + 1, lex)
            if low in lex.org_heads and tokens.words[x][0].isupper() and not post:
                last = x + 1
            elif titles.title_end(tokens, x, lex) is not None or (
                x in self.hits and self.hits[x].tag in ("country", "demonym") and last
            ):
                break
            x = self.hits[x].end if x in self.hits else x + 1
        if last is None:
            return (
                organisations.joined_by_and(tokens, k, x, self.hits, lex)
                if x == end and x > e
                else None
            )
        if last < end and tokens.keys[last - 1] + tokens.keys[last] == "consulategeneral":
            last += 1
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
        beginner = opener in lex.place_beginners
        absorbs = opener in lex.org_heads or (beginner and not lex.is_common(opener))
        x = self.hits[k].end if k in self.hits else k + 1
        while x < end:
            hit = self.hits.get(x)
            surname = hit is not None and hit.tag == "people" and x == k + 1 and hit.end == end
            if surname and titles.titled_from_left(tokens, k, lex):
                return end  # "leader Orlo Tatar"
            hyphen = tokens.words[x - 1] == "-" and not (hit and hit.tag in ADJECTIVES)
            if hit is not None and not hyphen and tokens.words[x - 1] != "&":
                if hit.tag not in _CITIES and hit.tag != "region" and not absorbs:
                    break
                if not (absorbs or ((given or beginner) and hit.tag in _CITIES)):
                    break
                x = hit.end
                continue
            low = tokens.keys[x].lower()
            if low in _ADDRESSES and x + 1 < end and tokens.words[x + 1][0].isupper():
                break
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
        joined = organisations.joined_by_and(tokens, k, b, self.hits, lex) if b == end else None
        if joined is not None:
            return self._organisation(k, joined)
        while b - 1 > k and not tokens.words[b - 1][0].isalnum():
            b -= 1
        if b < end and b in self.hits:
            whole = self._around_phrase(k, b, end)
            if whole is not None:
                return whole
        for x in (k + 1, k + 3):
            if x < b and tokens.keys[x] in lex.after_person and self._in_power(k, x):
                return x + 1
        head = organisations.last_head(tokens, k, b, lex)
        low_first, low_last = tokens.keys[k].lower(), tokens.keys[b - 1].lower()
        if head is not None and self._is_organisation(k, b, head):
            stop = b if head == k else head + 1
            return self._organisation(k, stop)
        if b - k >= 2:
            if self._given_and_head(k, b):
                self._add(k, b, "PERSON", "given-name")
                return b
            if low_last in lex.place_heads or (
                low_first in lex.place_beginners
                and not lex.is_given(tokens.words[k])
                and (
                    low_first in _FOUNDED
                    or not all(lex.is_common(tokens.keys[x]) for x in range(k, b))
                )
            ):
                self._add(k, b, "GPE" if low_last in lex.governed else "LOC", "place-head")
                return b
            if low_last in lex.event_heads and not self._given_before_day(k, b):
                kind = "EVENT" if low_last in self.lex.named_events else NOTHING
                if low_last in lex.leading_events:
                    b = organisations.extend_event(tokens, k, b, self.hits, lex)
                self._add(k, b, kind, "event-head")
                return b
        elif low_first in lex.leading_events and low_first in lex.named_events:
            stop = organisations.extend_event(tokens, k, b, self.hits, lex)
            if stop > b:
                self._add(k, stop, "EVENT", "event-head")
                return stop
        owned = self._owned_place(k, b)
        if owned is not None:
            self._add(k, owned, "LOC", "place-head")
            return owned
        if self._two_surnames(k, b):
            self._add(k, k + 1, "PERSON", "two-people")
            self._add(k + 2, b, "PERSON", "two-people")
            return b
        state = self.hits.get(self._state_of(b)) if low_last in _STATES else None
        if state is not None and state.tag == "country":
            self._add(k, state.end, "GPE", "place-head", state)
            return state.end
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
        if ordinary and hit.tag in ADJECTIVES and b == k + 1:
            low = tokens.keys[k].lower()
            if low in lex.directions or low in ("indigenous", "first", "native", "black"):
                self._add(k, hit.end, "NORP", "direction")
                return hit.end
        directed = b == k + 1 and tokens.keys[k].lower() in lex.directions
        if directed and hit.tag == "region" and not tokens.opens(k):
            self._add(k, hit.end, "LOC", "direction")
            return hit.end
        if not ordinary or (tokens.opens(k) and lex.is_common(tokens.keys[k])):
            return None
        if tokens.keys[k].lower() == "new" and b == k + 1:
            return None  # "New Norland Embassy": the embassy is new
        body = self._body_end(b, hit.end, end) if hit.end < end else None
        if body is not None:
            return self._organisation(k, body)
        for x in range(hit.end, end):
            if tokens.keys[x].lower() in lex.place_heads:
                self._add(k, x + 1, "LOC", "place-head")
                return x + 1
        return None

    def _is_organisation(self, k: int, b: int, head: int) -> bool:
        tokens, lex = self.tokens, self.lex
        low = tokens.keys[head].lower()
        led_on = organisations.extend(tokens, k, head + 1, self.hits, lex) > head + 1
        if b - k == 1:
            if led_on:
                return low in lex.org_beginners
            return low in lex.org_alone and (low in _LEGISLATURES or not tokens.opens(k))
        if low in _OF_THE_DAY and head == k + 1 and tokens.keys[k].lower() in _OF_ANY_DAY:
            return led_on  # "senior Administration officials", also with a capital
        headed = low in lex.org_weak and self._in_heading(k) and tokens.keys[k - 1] != "the"
        many = low in _PLURALS or headed
        if many and not led_on and all(lex.is_common(tokens.keys[x]) for x in range(k, head)):
            return False
        if head == k:
            return low in _FIRST_HEADS or led_on
        if low in lex.org_weak and head == k + 1:
            return not (tokens.opens(k) and lex.is_common(tokens.keys[k])) or led_on
        return True
