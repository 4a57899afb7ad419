"""The words the quotes room knows, read from ``config/rules/quotes_*.yaml``.

The lists are data; this module only gives them a shape that can be asked quickly: one bit mask for
each word (:attr:`Lexicon.flags`) and one table of the forms of the verbs of saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import ascii_lowercase
from typing import Any

AUXILIARY = 1 << 0
BETWEEN = 1 << 1
"""May stand between a subject and its verb of saying."""
SUBJECT_PRONOUN = 1 << 2
CLAUSE_PRONOUN = 1 << 3
OBJECT_PRONOUN = 1 << 4
INDEFINITE = 1 << 5
DETERMINER = 1 << 6
PREPOSITION = 1 << 7
COORDINATOR = 1 << 8
SUBORDINATOR = 1 << 9
CUTTER = 1 << 10
OPENER = 1 << 11
TIME = 1 << 12
FINITE = 1 << 13
"""A finite verb form by itself: auxiliaries, irregular pasts, common third persons."""
NOT_FINITE = 1 << 14
ABBREVIATION = 1 << 15
DAY = 1 << 16
MONTH = 1 << 17
TITLE = 1 << 18
NATION = 1 << 19
PLACE = 1 << 20
ORGANISATION = 1 << 21
VENUE = 1 << 22
VENUE_MODIFIER = 1 << 23
COMPLEMENTIZER = 1 << 24
LIGHT_VERB = 1 << 25
NOUN_CUE = 1 << 26
NAMING = 1 << 27
RELAYING = 1 << 28
ADVERB = 1 << 29
PAST = 1 << 30
"""A form in -ed: finite or participle."""
CUE_NOUN = 1 << 31
"""A form of a verb of saying that is as often a noun."""

VERB = 1 << 32
"""A verb in the base form or the third person; finite only in a fitting place."""

Kind = str
"""Form of a verb of saying: ``base``, ``s``, ``ed``, ``ing``."""

LONGEST_WORD = 40
"""Letters a word of English has at most; longer tokens are not classified."""

_CONTRACTION = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
_ED = re.compile(r"[a-z]{2,}[a-z-]*ed$")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists; sets hold lower-case words without final dots."""

    flags: dict[str, int]
    forms: dict[str, tuple[str, Kind]]
    bare: frozenset[str]
    bare_without_that: frozenset[str]
    """Verbs whose clause needs no "that" to count as content."""
    quoted_only: frozenset[str]
    beliefs: frozenset[str]
    """Verbs of what one thinks: content only behind "that" or of somebody named."""
    addressee: frozenset[str]
    closing: frozenset[str]
    object_verbs: frozenset[str]
    object_prepositions: dict[str, frozenset[str]]
    transitive: frozenset[str]
    not_final: frozenset[str]
    base_forms: frozenset[str]
    noun_for: frozenset[str]
    noun_to: frozenset[str]
    office_for: frozenset[str]
    courtesy: frozenset[str]
    """Forms of address, which are no office."""
    never_before_start: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    feminine_names: frozenset[str]
    masculine_names: frozenset[str]
    media_words: frozenset[str]
    media_nouns: frozenset[str]
    scare_before: frozenset[str]
    scare_longest: int
    works: frozenset[str]
    lowercase_in_titles: frozenset[str]
    human_nouns: frozenset[str]
    collectives: frozenset[str]
    """Words of offices that by themselves name no person: the opposition, the cabinet."""
    broadcasters: frozenset[str]
    """Words in the names of broadcasters, and nouns for one."""
    labels: frozenset[str]
    """Labels of a transcript that stand for nobody in particular: question, moderator."""
    label_forms: dict[str, str]
    """Other ways to print a label -> the label: ``q`` -> ``question``."""
    houses: dict[str, frozenset[str]]
    """Seat of an office -> roles of which one must fit."""
    no_labels: frozenset[str]
    """Phrases before a colon that are no speaker."""
    synonyms: dict[str, frozenset[str]]
    """Noun of an office -> roles it may mean; words of one role separated by spaces."""

    def classify(self, lower: str) -> int:
        """Bit mask of a lower-case word; learnt once for every new word."""
        known = self.flags.get(lower)
        if known is not None:
            return known
        if len(lower) > LONGEST_WORD:
            return 0
        found = 0
        if _ED.match(lower):
            found |= PAST
        if lower.endswith("ly") and len(lower) > 4:
            found |= ADVERB
        contraction = _CONTRACTION.search(lower)
        if contraction:
            bare = self.flags.get(lower[: contraction.start()], 0)
            if contraction.group()[1:] != "s" or bare & CLAUSE_PRONOUN or bare & INDEFINITE:
                found |= FINITE | AUXILIARY | (bare & CLAUSE_PRONOUN)
        if len(self.flags) < 200_000:  # a hostile text must not fill the memory
            self.flags[lower] = found
        return found


def word_set(words: str) -> frozenset[str]:
    """A small closed set that belongs to one rule, written as a line of words."""
    return frozenset(words.split())


def _words(value: object) -> list[str]:
    return str(value or "").lower().split()


def _inflected(verb: str) -> tuple[str, str, str, str]:
    """Third person, past, participle and -ing form of a regular verb."""
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    s = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return s, verb + "ed", verb + "ed", verb + "ing"


def _forms(verbs: Iterable[str], irregular: Mapping[str, list[str]]) -> dict[str, tuple[str, Kind]]:
    forms: dict[str, tuple[str, Kind]] = {}
    for verb in verbs:
        third, past, participle, ing = irregular.get(verb) or _inflected(verb)
        for form, kind in ((verb, "base"), (third, "s"), (past, "ed"), (participle, "ed")):
            forms.setdefault(form, (verb, kind))
        forms.setdefault(ing, (verb, "ing"))
    return forms


def _with_slips(
    forms: dict[str, tuple[str, Kind]], cues: dict[str, Any]
) -> dict[str, tuple[str, Kind]]:
    """The forms, and for the commonest of them what one slip inside the word makes of them."""
    words = set(_words(cues["not_slips"]))
    for form in _words(cues["slips"]):
        for i in range(1, len(form) - 1):
            swapped = form[:i] + form[i + 1] + form[i] + form[i + 2 :]
            wrong = [form[:i] + letter + form[i + 1 :] for letter in ascii_lowercase]
            for slip in (swapped, *wrong):
                if slip not in words:
                    forms.setdefault(slip, forms[form])
    return forms


def load_list(name: str) -> dict[str, Any]:
    """One of the room's YAML files, as it stands."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("diploread.config.rules").joinpath(f"quotes_{name}.yaml").read_text("utf-8")
    loaded = yaml.load(text, Loader=loader)
    assert isinstance(loaded, dict)
    return loaded


def _flags(cues: dict[str, Any], words: dict[str, Any], titles: dict[str, Any]) -> dict[str, int]:
    table: dict[str, int] = {}
    lists: tuple[tuple[object, int], ...] = (
        (words["auxiliaries"], AUXILIARY | FINITE),
        (words["between"], BETWEEN),
        (words["subject_pronouns"], SUBJECT_PRONOUN),
        (words["clause_pronouns"], CLAUSE_PRONOUN),
        (words["object_pronouns"], OBJECT_PRONOUN),
        (words["indefinites"], INDEFINITE),
        (words["determiners"], DETERMINER),
        (words["prepositions"], PREPOSITION),
        (words["coordinators"], COORDINATOR | SUBORDINATOR),
        (words["subordinators"], SUBORDINATOR),
        (words["cutters"], CUTTER),
        (words["openers"], OPENER),
        (words["adverbial_times"], TIME),
        (words["finite"], FINITE),
        (words["not_finite"], NOT_FINITE),
        (words["abbreviations"], ABBREVIATION),
        (words["days"], DAY | TIME),
        (words["months"], MONTH),
        (titles["titles"], TITLE),
        (titles["nations"], NATION),
        (titles["places"], PLACE),
        (titles["organisation_words"], ORGANISATION),
        (cues["venues"], VENUE),
        (cues["venue_modifiers"], VENUE_MODIFIER),
        (cues["complementizers"], COMPLEMENTIZER),
        (cues["light_verbs"], LIGHT_VERB),
        (cues["noun_cues"], NOUN_CUE),
        (cues["naming"], NAMING),
        (cues["relaying"], RELAYING),
        (cues["nouns"], CUE_NOUN),
    )
    for value, bit in lists:
        for word in _words(value):
            table[word] = table.get(word, 0) | bit
            straight = word.replace("'", "’")
            if straight != word:
                table[straight] = table[word]
    for verb in _words(words["verbs"]):
        for form in (verb, _inflected(verb)[0]):
            table[form] = table.get(form, 0) | VERB
    for word in table:
        if _ED.match(word) and not table[word] & NOT_FINITE:
            table[word] |= PAST
        if word.endswith("ly") and len(word) > 4:
            table[word] |= ADVERB
    return table


@cache
def lexicon() -> Lexicon:
    """The shipped word lists, read once for each process."""
    cues, words, titles, scare = (
        load_list("cues"),
        load_list("words"),
        load_list("titles"),
        load_list("scare"),
    )

    def group(source: dict[str, Any], key: str) -> frozenset[str]:
        return frozenset(_words(source[key]))

    return Lexicon(
        flags=_flags(cues, words, titles),
        forms=_with_slips(_forms(_words(cues["verbs"]), cues["irregular"]), cues),
        bare=group(cues, "bare"),
        bare_without_that=group(cues, "bare") - group(cues, "weak"),
        quoted_only=group(cues, "quoted_only"),
        beliefs=group(cues, "beliefs"),
        object_verbs=group(cues, "object_verbs"),
        object_prepositions={
            verb: frozenset(_words(prepositions))
            for verb, prepositions in cues["object_prepositions"].items()
        },
        closing=group(cues, "closing"),
        transitive=group(cues, "transitive"),
        addressee=group(cues, "addressee"),
        not_final=group(cues, "not_final"),
        base_forms=group(cues, "base_forms"),
        noun_for=group(titles, "noun_for"),
        noun_to=group(titles, "noun_to"),
        office_for=group(titles, "office_for"),
        never_before_start=group(words, "never_before_start"),
        courtesy=group(titles, "courtesy"),
        feminine=group(titles, "feminine"),
        masculine=group(titles, "masculine"),
        feminine_names=group(titles, "feminine_names"),
        masculine_names=group(titles, "masculine_names"),
        media_words=group(titles, "media_words"),
        media_nouns=group(titles, "media_nouns"),
        scare_before=group(scare, "before"),
        scare_longest=int(scare["longest"]),
        works=group(scare, "works"),
        lowercase_in_titles=group(scare, "lowercase_in_titles"),
        human_nouns=group(titles, "human_nouns"),
        collectives=group(titles, "collectives"),
        broadcasters=group(titles, "broadcasters"),
        labels=group(titles, "labels"),
        label_forms=dict(titles["label_forms"]),
        houses={seat: frozenset(roles) for seat, roles in titles["houses"].items()},
        no_labels=frozenset(str(label).lower() for label in cues["no_labels"]),
        synonyms={
            noun: frozenset(role.replace("+", " ") for role in roles)
            for noun, roles in titles["synonyms"].items()
        },
    )
