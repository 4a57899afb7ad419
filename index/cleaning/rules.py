"""The rules as data: phrases, blocks, publishers and agencies from ``config/rules``.

All patterns run on google-re2, in time linear in the text, so that no rule, built in or written
by a user, can hang on a hostile page. There ``\\b`` and ``\\w`` know ASCII only. The patterns of
one list are compiled into one set, which finds everything that matches in a single pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, cast, get_args

from diploread.config.problems import ConfigError
from diploread.config.strict_yaml import Item, parse_file, values
from diploread.index.article import RemovedKind

Where = Literal["any", "head", "tail", "outside"]
"""Any place; before the core; after its middle; outside the core."""

_FOLDER = "diploread.config.rules"
KINDS = frozenset(get_args(RemovedKind))
_MOST_RULES, _LONGEST_PATTERN = 1000, 1000
"""Of one file of the user or of a library: some seconds of compiling at worst."""


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """A pattern that speaks about a whole unit."""

    id: str
    kind: RemovedKind
    pattern: str
    reason: str
    longest: int = 120
    """Characters; a longer unit is never hit."""
    where: Where = "any"
    action: Literal["remove", "fold"] = "remove"
    confidence: float = 0.95
    opens_block: bool = False
    """Whether the short lines after the unit go with it: a heading and its list."""
    source: str = ""
    """Key of the source it is for; empty for all."""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """A news agency, or a publisher."""

    name: str
    aliases: tuple[str, ...]
    agency: bool
    publisher: str = ""
    """Name of the publisher that an agency's lone line stands for."""


def _quietly() -> Any:
    """Options without which re2 writes a bad pattern to stderr, as it stands."""
    import re2

    options = re2.Options()
    options.log_errors = False
    return options


@dataclass(frozen=True, slots=True)
class PatternSet:
    """Patterns matched in one pass; indices speak of the sequence they were made of."""

    patterns: tuple[str, ...]
    compiled: Any

    @classmethod
    def of(cls, patterns: Sequence[str]) -> PatternSet:
        """Compile; raises ``re2.error`` on a bad pattern."""
        import re2

        options = _quietly()
        options.never_capture = True
        options.max_mem = 256 << 20
        compiled = re2.Set.SearchSet(options)
        for pattern in patterns:
            compiled.Add(pattern)
        if patterns:
            compiled.Compile()
        return cls(tuple(patterns), compiled)

    def matches(self, text: str) -> list[int]:
        """Indices of the patterns found in ``text``, ascending."""
        if not self.patterns:
            return []
        return sorted(self.compiled.Match(text.encode("utf-8", "replace")) or ())


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything cleaning knows that is data."""

    phrases: tuple[PhraseRule, ...]
    phrase_set: PatternSet
    hint_names: tuple[str, ...]
    hint_set: PatternSet
    """Loose word lists, features of the paragraph model."""
    houses: Mapping[str, House] = field(default_factory=dict)
    """By alias, case-folded."""
    user: tuple[PhraseRule, ...] = ()
    user_set: PatternSet = field(default_factory=lambda: PatternSet((), None))

    def house(self, name: str) -> House | None:
        """The agency or publisher that ``name`` names, or None."""
        return self.houses.get(fold_name(name))


def fold_name(name: str) -> str:
    """A house's name as looked up: case, dots and outer punctuation folded."""
    return " ".join(name.replace(".", "").strip(" \t*_•-–—|()[]").casefold().split())


def read_data(name: str) -> Any:
    """The YAML file ``name`` of ``config/rules``."""
    import yaml

    text = resources.files(_FOLDER).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _strings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(v) for v in cast(list[object], value))


def phrase_rule(entry: Mapping[str, Any], identifier: str) -> PhraseRule:
    """One rule from its YAML mapping; raises KeyError or ValueError with a clause for the user."""
    kind = entry.get("kind", "other")
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is none of {', '.join(sorted(KINDS))}")
    where = entry.get("where", "any")
    if where not in get_args(Where):
        raise ValueError(f"where {where!r} is none of {', '.join(get_args(Where))}")
    action = entry.get("action", "remove")
    if action not in ("remove", "fold"):
        raise ValueError(f"action {action!r} is neither remove nor fold")
    return PhraseRule(
        id=identifier,
        kind=kind,
        pattern=str(entry["match"]),
        reason=str(entry.get("reason", "")),
        longest=int(entry.get("longest", 120)),
        where=where,
        action=action,
        confidence=float(entry.get("confidence", 0.95)),
        opens_block=bool(entry.get("opens_block", False)),
        source=str(entry.get("source", "")),
        examples=_strings(entry.get("examples")),
        counterexamples=_strings(entry.get("counterexamples")),
    )


def _houses(data: Mapping[str, Any]) -> dict[str, House]:
    found: dict[str, House] = {}
    for section, agency in (("publishers", False), ("agencies", True)):
        for entry in data.get(section) or ():
            house = House(
                name=entry["name"],
                aliases=_strings(entry.get("aliases")),
                agency=agency,
                publisher=entry.get("publisher", entry["name"]),
            )
            for alias in (house.name, *house.aliases):
                found[fold_name(alias)] = house
    return found


@lru_cache(maxsize=8)
def load_rules(*extra: Path) -> Rules:
    """The built-in rules, with those of the YAML files ``extra``; cached.

    Raises :class:`ConfigError`, ``file:line: what``, when one of them is off.
    """
    phrases = tuple(
        phrase_rule(entry, f"phrase.{entry['id']}")
        for entry in read_data("boilerplate.yaml")["rules"]
    )
    hints: dict[str, str] = read_data("hints.yaml")["hints"]
    houses = _houses(read_data("agencies.yaml"))
    user: list[PhraseRule] = []
    for path in extra:
        rules, own = _user_file(path, len(user))
        user += rules
        houses |= own
    return Rules(
        phrases=phrases,
        phrase_set=PatternSet.of([rule.pattern for rule in phrases]),
        hint_names=tuple(hints),
        hint_set=PatternSet.of(list(hints.values())),
        houses=houses,
        user=tuple(user),
        user_set=PatternSet.of([rule.pattern for rule in user]),
    )


_USER_KEYS = (
    "match", "kind", "reason", "longest", "where", "action", "confidence", "opens_block",
    "source", "examples", "counterexamples",
)  # fmt: skip
_HOUSE_KEYS = ("name", "publisher", "aliases")


def _user_file(path: Path, before: int) -> tuple[list[PhraseRule], dict[str, House]]:
    """Rules and houses of one file: a list of rules, or ``rules``, ``agencies``, ``publishers``."""

    def failed(line: int, what: str, hint: str = "") -> ConfigError:
        return ConfigError(f"{path}:{line}: {what}", hint)

    tree = parse_file(path)
    if tree is None:
        return [], {}
    sections = {"rules": tree} if isinstance(tree.value, list) else tree.value
    if not isinstance(sections, dict):
        raise failed(1, "the rules must be a list", "begin each rule with '- match: …'")
    known = ("rules", "agencies", "publishers")
    for section, item in sections.items():
        if section not in known:
            line = tree.key_lines[section]
            raise failed(line, f"unknown section {section!r}", f"known: {', '.join(known)}")
        if not isinstance(item.value, list):
            raise failed(item.line, f"{section} must be a list")
        keys = _USER_KEYS if section == "rules" else _HOUSE_KEYS
        need = keys[0]
        for entry in item.value:
            fields = entry.value if isinstance(entry.value, dict) else {}
            if need not in fields:
                raise failed(entry.line, f"an entry of {section} needs a {need!r}")
            if unknown := sorted(set(fields) - set(keys)):
                raise failed(entry.line, f"unknown key {unknown[0]!r}", f"known: {', '.join(keys)}")
            if section != "rules" and (key := _no_text(fields)):
                raise failed(fields[key].line, f"{key} must be text")
    rules = sections.get("rules")
    entries = cast(list[Item], rules.value) if rules else []
    if len(entries) > _MOST_RULES:
        raise failed(1, f"more than {_MOST_RULES:,} rules")
    made = [_user_rule(entry, f"user.{before + n}", failed) for n, entry in enumerate(entries, 1)]
    return made, _houses({name: values(item) for name, item in sections.items()})


def _no_text(fields: Mapping[str, Item]) -> str | None:
    """The first key of a house whose value is no text, nor, for aliases, a list."""
    for key, item in fields.items():
        listed = key == "aliases" and isinstance(item.value, list)
        if not listed and not isinstance(item.value, str):
            return key
    return None


def _user_rule(
    entry: Item, identifier: str, failed: Callable[[int, str], ConfigError]
) -> PhraseRule:
    import re2

    try:
        fields = values(entry)
        pattern = str(fields["match"])
        if len(pattern) > _LONGEST_PATTERN:
            raise ValueError(f"the pattern is longer than {_LONGEST_PATTERN:,} characters")
        re2.compile(pattern, _quietly())
        return phrase_rule(fields, identifier)
    except (re2.error, ValueError, TypeError) as error:
        detail = error.args[0] if error.args else error
        detail = detail.decode() if isinstance(detail, bytes) else detail
        raise failed(entry.line, str(detail)) from None
