"""Rules of the user that contradict each other: one pattern, or one name, with two meanings."""

from __future__ import annotations

from pathlib import Path

from diploread.config.problems import Problem
from diploread.config.strict_yaml import lined, parse_file, shown

from .rules import fold_name


def contradictions(path: Path) -> list[Problem]:
    """Each rule, agency and publisher that says otherwise than an earlier one of the same.

    The file must be one that ``load_rules`` takes. A file that is not there has none.
    """
    if not path.exists():
        return []
    data = lined(parse_file(path)) or {}
    sections = {"rules": data} if isinstance(data, list) else data
    said: dict[tuple[object, ...], tuple[object, int]] = {}
    found: list[Problem] = []

    def say(thing: tuple[object, ...], value: object, line: int, what: str) -> None:
        earlier, first = said.setdefault(thing, (value, line))
        if earlier != value:
            found.append(Problem(str(path), line, f"{what} is something else on line {first}"))

    for rule in sections.get("rules") or ():
        meaning = (rule.get("action", "remove"), rule.get("kind", "other"))
        thing = (str(rule["match"]), rule.get("source", ""), rule.get("where", "any"))
        say(thing, meaning, rule.line, f"the pattern {shown(rule['match'])!r}")
    for section in ("agencies", "publishers"):
        for house in sections.get(section) or ():
            aliases = house.get("aliases") or ()
            for name in (house["name"], *([aliases] if isinstance(aliases, str) else aliases)):
                what = f"the name {shown(name)!r}"
                say((section, fold_name(str(name))), house["name"], house.line, what)
    return found
