"""Annotated records of invented articles, one after the other: as many as one likes, in no memory.

They are what the pipeline would make of such texts, without its cost: search can then be measured
on 100,000 articles in minutes. Dates ascend, as an index is built in the order of dates.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import timedelta

from diploread.index.article import Article, DateValue, Mention, Quote, Speaker, Value
from diploread.index.pipeline import article_id_of

from tests.benchmarks.invented import FIRST_DAY, Invented

DAYS = 30 * 365
COUNTRIES = [(f"country/{a}{b}", f"{a}{b}oria".capitalize()) for a in "abcdefgh" for b in "klmno"]
ORGS = [f"{a} {b} {c}" for a in ("Upper", "Lower", "Old", "New", "Joint") for b in (
    "Harbour", "River", "Grain", "Border", "Cable", "Fishery", "Rail", "Spring", "Salt", "Wool",
) for c in ("Council", "Board", "Bureau", "League", "Union", "Agency")]  # fmt: skip


def articles(count: int, invented: Invented) -> Iterator[Article]:
    """``count`` records of about 450 words, oldest first, with people, countries and quotes."""
    choose = random.Random(2)
    people = {name.split()[0]: name for name in invented.names}
    for number in range(count):
        yield _article(number, count, invented, choose, people)


def _article(
    number: int, count: int, invented: Invented, choose: random.Random, people: dict[str, str]
) -> Article:
    title = " ".join(choose.choices(invented.words[30:6000], k=7)).capitalize()
    source = f"The {choose.choice('ABCDEFGH')} Courier"
    day = FIRST_DAY + timedelta(days=number * DAYS // count)
    country, org = choose.choice(COUNTRIES), choose.choice(ORGS)
    opening = f"{country[1]} and the {org}: "
    sentences = [invented.sentence() for _ in range(23)]
    body = opening + "\n\n".join(" ".join(sentences[i : i + 2]) for i in range(0, 23, 2))
    head = f"{title}\n\n{source}\n\n{day:%B} {day.day}, {day.year}\n\n"
    raw = head + body + "\n"
    path = f"{number // 500:04d}/{number:06d}.txt"
    sha256 = hashlib.sha256(raw.encode()).hexdigest()
    at = len(country[1]) + 9
    places = (
        _mention(body, 0, country[1], "GPE", country[0]),
        _mention(body, at, org, "ORG", f"org/{org.lower().replace(' ', '-')}"),
    )
    return Article(
        id=article_id_of(path, 0),
        path=path,
        sha256=sha256,
        title=Value(text=title, start=0, end=len(title)),
        source=Value(text=source, start=len(title) + 2, end=len(title) + 2 + len(source)),
        date=DateValue(value=day.isoformat()),
        raw=raw,
        body=body,
        body_map=((0, len(head), len(body)),),
        entities=(*places, *_people(body, people)),
        quotes=_quotes(body, sha256),
    )


def _mention(body: str, start: int, text: str, kind: str, entity_id: str) -> Mention:
    end = start + len(text)
    return Mention(start=start, end=end, text=text, type=kind, id=entity_id, name=text)  # type: ignore[arg-type]


def _people(body: str, people: dict[str, str]) -> list[Mention]:
    """Up to ten of the people named, where each is named first."""
    found = []
    for first in sorted(people.keys() & set(body.split()))[:10]:
        start = body.index(first)
        name = people[first]
        text = name if body.startswith(name, start) else first
        found.append(_mention(body, start, text, "PERSON", f"person/{first.lower()}"))
    return sorted(found, key=lambda mention: mention.start)


def _quotes(body: str, sha256: str) -> tuple[Quote, ...]:
    found = []
    at = body.find("“")
    while at != -1:
        end = body.index("”", at)
        after = body[end + 1 : body.index(".", end + 1)].split()
        name = " ".join(after[:2])
        start = body.index(name, end)
        speaker = Speaker(
            start=start, end=start + len(name), text=name, name=name,
            id=f"person/{after[0].lower()}", how="named",
        )  # fmt: skip
        found.append(
            Quote(
                id=f"q-{sha256[:8]}-{at}", type="direct", start=at + 1, end=end,
                text=body[at + 1 : end], spans=((at + 1, end),), speaker=speaker,
            )
        )  # fmt: skip
        at = body.find("“", end)
    return tuple(found)
