"""Makes a volume: the search structures of a slice of articles, given in the order of their dates.

The number of an article inside its volume is its place in that order (undated ones first), so the
newest are the highest, and so are the quotes, which follow their articles.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..article import Article, EntityType, Mention, Quote
from . import bits, words
from .columns import ColumnWriter, Entity, Labels, Ragged, span_of, span_of_date
from .rows import Row, pack_row
from .sketches import sketch
from .table_writer import ARTICLES, QUOTES, Document, TableWriter

LEAD_WORDS, LEAD_BELOW_TITLE = 40, 16
_GUESSED = ("filename", "neighbour", "inferred")


class VolumeWriter:
    """Takes articles one by one; :meth:`close` writes the volume into ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, mode=0o700)
        self._articles = TableWriter(folder, ARTICLES)
        self._quotes = TableWriter(folder, QUOTES)
        self._rids, self._first, self._last = array("Q"), array("i"), array("i")
        self._words, self._quote_ends = array("I"), array("I")
        self._inferred: list[int] = []
        self._paths: list[bytes] = []
        self._ids: list[str] = []
        self._labels = {name: Labels() for name in ("source", "agency", "speaker")}
        self._label_numbers = {name: array("I") for name in self._labels}
        self._flags: defaultdict[str, list[int]] = defaultdict(list)
        self._entities = _EntityTable()
        self._entities_of = Ragged.empty()
        self._sketch_sizes, self._sketches = array("I"), Ragged.empty()
        self._parents = array("I")
        self._kinds: defaultdict[str, list[int]] = defaultdict(list)
        self._said_first, self._said_last = array("i"), array("i")

    def add(self, rid: int, article: Article) -> None:
        """Adds one article; ``rid`` is its row in the store."""
        number = self._articles.count
        entity_numbers = self._entities.numbers(article.entities)
        count = self._add_text(article)
        for quote in article.quotes:
            self._add_quote(number, quote)
        first, last = span_of_date(article.date)
        self._rids.append(rid)
        self._first.append(first)
        self._last.append(last)
        self._words.append(count)
        self._quote_ends.append(self._quotes.count)
        self._paths.append(article.path.encode("utf-8", "surrogateescape"))
        self._ids.append(article.id)
        self._entities_of.add(entity_numbers)
        if article.date is not None and article.date.basis in _GUESSED:
            self._inferred.append(number)
        for name, value in (("source", article.source), ("agency", article.agency)):
            label = " ".join(value.text.split()) if value else ""
            self._label_numbers[name].append(self._labels[name].number(label))
        for kind in {flag.kind for flag in article.flags}:
            self._flags[kind].append(number)
        if article.removed:
            self._flags["removed"].append(number)

    def _add_text(self, article: Article) -> int:
        title = words.words(article.title.text) if article.title else []
        body, sentences, paragraphs = words.structured(article.body[: words.MOST_CHARACTERS])
        body = words.bounded(body)
        made = sketch(body)
        self._sketch_sizes.append(made.size)
        self._sketches.add(made.hashes)
        shift = len(title) + 1  # the border between them
        first = [0] if title else []
        regions = {"title": title, "body": body}
        for name in ("source", "agency", "byline", "dateline", "section"):
            value = getattr(article, name)
            regions[name] = words.words(value.text) if value else []
        removed = "\n".join([piece.text for piece in article.removed])
        regions["removed"] = words.bounded(words.words(removed[: words.MOST_CHARACTERS]))
        self._articles.add(
            Document(
                regions=regions,
                keys={"entity": _entity_keys(article.entities)},
                sentences=first + [shift + n for n in sentences],
                paragraphs=first + [shift + n for n in paragraphs],
                row=pack_row(row_of(article, len(body))),
            )
        )
        return len(body)

    def _add_quote(self, parent: int, quote: Quote) -> None:
        number = self._quotes.count
        text, sentences, paragraphs = words.structured(quote.text)
        speaker = quote.speaker
        named = (speaker.name, speaker.text, speaker.role or "")
        regions = {
            "text": text,
            "speaker": _apart(words.words(part) for part in named),
            "via": _apart(words.words(link.name) for link in quote.via),
            "to": _apart(words.words(name) for name in quote.addressees),
        }
        keys = {"entity": [*quote.about, *([f"speaker {speaker.id}"] if speaker.id else [])]}
        self._quotes.add(Document(regions, keys, sentences, paragraphs))
        self._parents.append(parent)
        label = speaker.name or speaker.text
        self._label_numbers["speaker"].append(self._labels["speaker"].number(label))
        first, last = span_of(quote.said.value) if quote.said else (0, 0)
        self._said_first.append(first)
        self._said_last.append(last)
        for kind in _states_of(quote):
            self._kinds[kind].append(number)

    def close(self) -> tuple[int, int]:
        """Writes everything; gives the numbers of articles and quotes."""
        self._articles.close()
        self._quotes.close()
        columns = ColumnWriter(self._folder / "columns")
        count, quotes = self._articles.count, self._quotes.count
        for name, values, kind in (
            ("first", self._first, "i"), ("last", self._last, "i"), ("rid", self._rids, "Q"),
            ("words", self._words, "I"), ("quote_ends", self._quote_ends, "I"),
            ("sketch_sizes", self._sketch_sizes, "I"),
            ("parents", self._parents, "I"), ("said_first", self._said_first, "i"),
            ("said_last", self._said_last, "i"), *(
                (name, numbers, "I") for name, numbers in self._label_numbers.items()),
        ):  # fmt: skip
            columns.numbers(name, values, kind)
        columns._file.add("inferred", bits.to_bytes(bits.of(self._inferred, count), count))
        for name, labels in self._labels.items():
            columns.value(f"{name}.labels", labels.all())
        columns.value("paths", self._paths)
        columns.value("ids", self._ids)
        columns.value("flags", _sets(self._flags, count))
        columns.value("quote_kinds", _sets(self._kinds, quotes))
        entities = self._entities.all()
        for name in ("id", "type", "label", "aliases"):
            column = f"entity_{name if name == 'aliases' else name + 's'}"
            columns.value(column, [getattr(entity, name) for entity in entities])
        columns.ragged("entities_of", self._entities_of)
        columns.ragged("articles_of", self._entities_of.inverted(len(entities)))
        columns.ragged("sketches", self._sketches)
        columns.close()
        return count, quotes


def _states_of(quote: Quote) -> Iterator[str]:
    """What ``is:`` finds a quote by. A turn of a transcript carries no marks, yet nobody reworded
    it: it is not ``indirect``, unless the reader has set it so."""
    turn = quote.rule == "transcript" and "type" not in quote.edited
    if turn:
        yield "transcript"
    if not (turn and quote.type == "indirect"):
        yield quote.type
    if quote.scare:
        yield "scare"
    if quote.speaker.how in ("role", "pronoun"):
        yield "inferred"


def _entity_keys(mentions: Iterable[Mention]) -> list[str]:
    """Ids, and ``!id`` for what stands for itself at least once, not as a metonym."""
    return [key for m in mentions if m.id for key in ((m.id,) if m.metonym else (m.id, f"!{m.id}"))]


def _apart(parts: Iterable[list[str]]) -> list[str]:
    """Names one after the other, kept apart so that no phrase matches across two."""
    joined: list[str] = []
    for part in parts:
        if part:
            joined += [*part, "\x1f"]
    return joined[:-1]


def _sets(members: dict[str, list[int]], size: int) -> dict[str, bytes]:
    return {kind: bits.to_bytes(bits.of(numbers, size), size) for kind, numbers in members.items()}


class _EntityTable:
    """Numbers the entities of a volume and gathers the names they go by."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._types: list[EntityType] = []
        self._names: list[set[str]] = []
        self._labels: list[Counter[str]] = []

    def numbers(self, mentions: Iterable[Mention]) -> list[int]:
        """The distinct entities of one article."""
        found: set[int] = set()
        labels: dict[tuple[int, str], None] = {}
        for mention in mentions:
            if mention.id is None:
                continue
            number = self._numbers.setdefault(mention.id, len(self._types))
            if number == len(self._types):
                self._types.append(mention.type)
                self._names.append(set())
                self._labels.append(Counter())
            self._names[number] |= {mention.text, mention.name}
            labels[number, mention.name or mention.text] = None
            found.add(number)
        for number, label in labels:
            self._labels[number][label] += 1
        return sorted(found)

    def all(self) -> list[Entity]:
        """The entities by number, each with the name by which most articles call it."""
        made = []
        for entity_id, number in self._numbers.items():
            aliases = {" ".join(words.words(name)) for name in self._names[number]}
            labels = self._labels[number]
            label = min(labels, key=lambda name: (-labels[name], -len(name), name))
            made.append(Entity(entity_id, self._types[number], label, sorted(aliases - {""})))
        return made


def row_of(article: Article, words_in_body: int) -> Row:
    """The display row of an article."""
    length = LEAD_BELOW_TITLE if article.title else LEAD_WORDS
    lead = " ".join(article.body[: length * 10].split()[:length])
    return Row(
        id=article.id,
        path=article.path,
        part=article.part,
        title=" ".join(article.title.text.split()) if article.title else None,
        lead=lead,
        source=" ".join(article.source.text.split()) if article.source else None,
        agency=" ".join(article.agency.text.split()) if article.agency else None,
        date=article.date,
        words=words_in_body,
        quotes=sum(not quote.scare for quote in article.quotes),
        flags=tuple(sorted({flag.kind for flag in article.flags})),
    )
