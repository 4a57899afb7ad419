"""One name, one entity inside a document: surnames, given names, typing errors, short forms.

Full names come first, wherever they stand; then what is short takes type and identity of what is
long. Two people of one surname are kept apart by their titles and by who was named last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from diploread.index.entities.gazetteer import Entity
from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.marks import NOTHING, UNKNOWN, Mark
from diploread.index.entities.tokens import Tokens

_SHORTEST_TYPO = 5
_GENERATION = frozenset((",", "Jr", "Jr.", "JR", "JR.", "Sr", "Sr.", "II", "III", "IV"))
_ARTICLES = frozenset(("al", "Al", "el", "El", "-"))
_NAME_AND_NUMBER = 2
_NUMBERS = frozenset(("II", "III", "IV"))
_LONGEST_BRACKET = 14
_CITY_TAGS = frozenset(("city", "town", "province", "region", "capital"))


def person_words(tokens: Tokens, mark: Mark) -> tuple[str, ...]:
    """The words of a name without hyphens standing alone and generation."""
    if mark.words:
        return mark.words
    words = tokens.words[mark.i : mark.j]
    if mark.j - mark.i == _NAME_AND_NUMBER and words[1] in _NUMBERS:
        return tuple(words)  # a monarch
    return tuple(_plain_case(word) for word in words if word not in _GENERATION)


def _plain_case(word: str) -> str:
    """A word in capitals as it is written elsewhere: VENNICK is Vennick."""
    return word.title() if len(word) > 3 and word.isupper() and word.isalpha() else word


class People:
    """The full personal names of a document, by the words they may be shortened to."""

    def __init__(self, tokens: Tokens, marks: Sequence[Mark]) -> None:
        self.tokens = tokens
        self.by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.titled: set[str] = set()
        self.full: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for mark in marks:
            if mark.type != "PERSON":
                continue
            words = person_words(tokens, mark)
            if _length(words) > 1:
                self._learn(words, mark)
            elif mark.titled and words:
                self.titled.add(words[0])

    def _learn(self, words: tuple[str, ...], mark: Mark) -> None:
        if words not in self.full:
            for word in short_forms(words):
                self.by_word[word].append(words)
        self.full[words].append(mark.i)

    def named_by(self, words: tuple[str, ...], at: int) -> tuple[str, ...] | None:
        """The full name that ``words`` at token ``at`` shorten: the one named last before it,
        else the first one after; None if no full name fits."""
        key = " ".join(words)
        candidates = self.by_word.get(key, ())
        if not candidates:
            return None
        if len(candidates) == 1:
            return candidates[0]
        before = [(max((p for p in self.full[c] if p < at), default=-1), c) for c in candidates]
        place, nearest = max(before, key=lambda pair: pair[0])
        if place >= 0:
            return nearest
        return min(candidates, key=lambda c: self.full[c][0])

    def whole(self, words: tuple[str, ...], at: int) -> tuple[str, ...] | None:
        """The full name that ``words`` at token ``at`` stand for, themselves where none is fuller:
        "Ruiz Orlo" behind a title is the "Ana Ruiz Orlo" of another sentence."""
        longer = self.named_by(words, at)
        if words not in self.full:
            return longer
        plain = (words[0], words[-1])
        if len(words) > len(plain) and plain in self.full:
            return plain
        tail = longer is not None and longer[-len(words) :] == words
        return longer if tail and len(words) > 1 else words

    def misspelt(self, word: str) -> tuple[str, ...] | None:
        """The name that ``word`` is but for one letter, as full as the document gives it; None
        unless there is just one."""
        if len(word) < _SHORTEST_TYPO:
            return None
        near = {
            short
            for short in {*self.by_word, *self.titled}
            if abs(len(short) - len(word)) <= 1 and short[0] == word[0] and one_slip(short, word)
        }
        fulls = {full for short in near for full in self.by_word.get(short, ())}
        if len(fulls) == 1:
            return fulls.pop()
        return (near.pop(),) if len(near) == 1 and not fulls else None


def _length(words: Sequence[str]) -> int:
    return sum(1 for word in words if word[0].isalnum() and word not in _ARTICLES)


def short_forms(words: tuple[str, ...]) -> set[str]:
    """What ``words`` may be shortened to later: last words, first word, hyphenated given names."""
    forms: set[str] = set()
    for start in range(1, len(words)):
        if words[start][0].isalnum() and (words[start][0].isupper() or words[start] in _ARTICLES):
            forms.add(" ".join(words[start:]))
    forms.add(words[0])
    if len(words) > 2:
        forms.add(" ".join(words[:2]))
        for middle in words[1:-1]:
            if middle[0].isupper() and len(middle) > 2:
                forms.add(middle)
    return {form for form in forms if form and form[0].isalpha()}


def one_slip(a: str, b: str) -> bool:
    """Whether one letter changed, lost, added, or two neighbours swapped turn ``a`` into ``b``."""
    if a == b:
        return False
    if len(a) > len(b):
        a, b = b, a
    at = next((x for x in range(len(a)) if a[x] != b[x]), len(a))
    if len(a) == len(b):
        swapped = a[:at] + a[at + 1 : at + 2] + a[at : at + 1] + a[at + 2 :]
        return a[at + 1 :] == b[at + 1 :] or swapped == b
    return a[at:] == b[at + 1 :]


def join_people(tokens: Tokens, marks: Sequence[Mark], people: People, lex: Lexicon) -> None:
    """Unknown marks and places that shorten a person's name become that person, in place."""
    for mark in marks:
        one = mark.j - mark.i == 1
        if mark.type == UNKNOWN or (mark.how == "evidence" and not one and mark.type == NOTHING):
            words = person_words(tokens, mark)
            full = people.named_by(words, mark.i)
            last = words[-1] if words else ""
            if full is not None or last in people.titled:
                common = one and lex.is_common(last) and tokens.opens(mark.i)
                if not common:
                    mark.type, mark.how, mark.confidence = "PERSON", "surname", 0.95
            elif one and not lex.is_common(last) and (meant := people.misspelt(last)):
                mark.type, mark.how, mark.confidence = "PERSON", "misspelt", 0.8
                mark.words = meant
        elif one and mark.tag in ("city", "town") and tokens.words[mark.i] in people.titled:
            before = tokens.keys[mark.i - 1].lower() if mark.i else ""
            if before not in lex.place_prepositions:
                mark.type, mark.how, mark.entity, mark.tag = "PERSON", "surname", None, ""
                mark.confidence = 0.8
        elif one and mark.tag in _CITY_TAGS and tokens.words[mark.i] in people.by_word:
            before = tokens.keys[mark.i - 1].lower() if mark.i else ""
            word = tokens.words[mark.i]
            if before in lex.place_prepositions or any(f[0] == word for f in people.by_word[word]):
                continue
            mark.type, mark.how, mark.entity, mark.tag = "PERSON", "surname", None, ""
            mark.confidence = 0.85


def join_own_people(
    tokens: Tokens, marks: Sequence[Mark], own: Mapping[str, Entity], lex: Lexicon
) -> None:
    """Unknown single words that are the surname of one of the user's own people, in place."""
    if not own:
        return
    for mark in marks:
        if mark.type == UNKNOWN and mark.j - mark.i == 1:
            word = _plain_case(tokens.words[mark.i])
            if word in own and not lex.is_common(word):
                mark.type, mark.how, mark.confidence = "PERSON", "own-surname", 0.85


def join_short_forms(tokens: Tokens, marks: Sequence[Mark], lex: Lexicon) -> None:
    """Acronyms in brackets and first words take type and identity of the long form, in place."""
    aliases: dict[str, Mark] = {}
    texts = _acronyms_of_texts(tokens, lex)
    texts |= {_acronym_after(tokens, mark) for mark in marks if mark.how == "work"}
    for mark in marks:
        if mark.type == UNKNOWN and tokens.words[mark.i] in texts and mark.j - mark.i == 1:
            mark.type = NOTHING
        if mark.type not in ("ORG", "EVENT", UNKNOWN, NOTHING) or mark.how == "work":
            continue
        acronym = _acronym_after(tokens, mark)
        if acronym and mark.type in (UNKNOWN, NOTHING):
            if not _initials_fit(tokens, mark, acronym):
                continue
            mark.type, mark.how, mark.confidence = "ORG", "initials", 0.8
        if acronym:
            aliases.setdefault(acronym, mark)
    for mark in marks:
        if mark.type in ("ORG", "LOC", "GPE") and mark.entity is None and mark.j - mark.i > 1:
            first = tokens.words[mark.i]
            low = first.lower()
            head = low in lex.org_heads or low in lex.place_heads or lex.is_common(first)
            if len(first) > 3 and not head and first[0].isupper():
                aliases.setdefault(first, mark)
    for mark in marks:
        if mark.type in (UNKNOWN, NOTHING) and mark.j - mark.i == 1:
            long = aliases.get(tokens.words[mark.i])
            if long is not None:
                mark.type, mark.how, mark.confidence = long.type, "short-form", 0.85
                mark.same_as = long


def _acronyms_of_texts(tokens: Tokens, lex: Lexicon) -> frozenset[str]:
    """What stands in brackets behind a law or a plan: "Lake Waters Act (12 U.S.C. 3) (LWA)"."""
    words, found = tokens.words, set()
    i = -1
    for _ in range(words.count("(")):
        i = words.index("(", i + 1)
        if i + 2 >= len(words) or words[i + 2] != ")":
            continue
        if not (words[i + 1].isupper() and len(words[i + 1]) > 1):
            continue
        x = i - 1
        if x > 0 and words[x] == ")":
            while x > 0 and words[x] != "(" and i - x < _LONGEST_BRACKET:
                x -= 1
            x -= 1
        if x >= 0 and words[x][0].isupper() and tokens.keys[x].lower() in lex.texts:
            found.add(words[i + 1])
    return frozenset(found)


def join_bodies(tokens: Tokens, marks: Sequence[Mark]) -> None:
    """Bodies called by the last words of a longer name become that body, in place: "the Fisheries
    Council" of "the Norland Fisheries Council", where one body alone fits."""
    longer: dict[tuple[str, ...], dict[str, Mark]] = defaultdict(dict)
    bodies = [m for m in marks if m.type == "ORG" and m.same_as is None]
    for mark in bodies:
        keys = [key.lower() for key in tokens.keys[mark.i : mark.j]]
        for start in range(1, len(keys)):
            longer[tuple(keys[start:])].setdefault(" ".join(keys), mark)
    for mark in bodies:
        fitting = longer.get(tuple(key.lower() for key in tokens.keys[mark.i : mark.j]), {})
        if mark.entity is None and len(fitting) == 1:
            mark.same_as = next(iter(fitting.values()))


def _initials_fit(tokens: Tokens, mark: Mark, acronym: str) -> bool:
    """Whether the capitals of a name of three words or more spell ``acronym``."""
    initials = [word[0] for word in tokens.words[mark.i : mark.j] if word[0].isupper()]
    return len(initials) > 2 and "".join(initials) == acronym.replace(".", "")


def _acronym_after(tokens: Tokens, mark: Mark) -> str:
    """The acronym in brackets behind ``mark``: "Norland Trade Council (NTC)"."""
    j = mark.j
    if j + 2 >= len(tokens) or tokens.words[j] != "(":
        return ""
    word = tokens.words[j + 1]
    if tokens.words[j + 2] not in (")", ",", ";") or not word[0].isupper() or len(word) < 2:
        return ""
    return word if sum(c.isupper() for c in word) >= 2 else ""
