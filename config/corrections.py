"""What the reader has set right by hand, as YAML that a person can read, edit, version and share.

One file holds for all libraries, another may lie with one library; the later wins, field by field.
An entry that is off is left out and told as ``file:line: what, did you mean``; the others hold.

    corrections: 1

    quotes:
      # 2031-03-04 the deputy, not the minister
      - quote: q-0123456789ab
        file: varna/talks.txt
        text: "nothing is decided"
        speaker: Otto Lindqvist

    articles:
      - file: varna/talks.txt
        date: 2031-03-03

    entities:
      - name: Ilse Marrow
        type: person
        aliases: [Marrow, Foreign Minister Marrow]
      - never: Port Authority Blue
      - merge: person/i-marrow
        into: person/ilse-marrow
      - split: person/ilse-marrow
        into: person/ina-marrow
        text: Marrow
        file: varna/talks.txt
      - retype: person/blue-mirror
        type: org

    lines:
      - restore: Her deputy was less certain.
        file: varna/talks.txt
      - remove: Sign up for the morning letter
        source: Varna Wire
        kind: promotion
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from .problems import Problem
from .strict_yaml import read_regular

SIZE_LIMIT = 2 * 1024 * 1024
"""Bytes of a file that is read; some ten thousand corrections."""


@dataclass(frozen=True, slots=True)
class QuoteFix:
    """A quote set right, or a stretch of text that the machine missed made a quote."""

    quote: str = ""
    """The quote's id; where it no longer fits, ``file`` and ``text`` find the quote."""
    file: str = ""
    part: int = 0
    text: str = ""
    speaker: str | None = None
    speaker_id: str | None = None
    role: str | None = None
    kind: str | None = None
    words: str | None = None
    """The words the quote should have instead: new bounds, in the words of the article."""


@dataclass(frozen=True, slots=True)
class ArticleFix:
    """Metadata of an article. An empty text says that there is none."""

    file: str
    part: int = 0
    title: str | None = None
    date: str | None = None
    """``2031-03-03``, ``2031-03``, ``2031`` or ``none``."""
    source: str | None = None
    agency: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class EntityFix:
    """A name with its type and aliases, words that are no name, or an id merged, split, retyped.

    Beside ``merge``, ``split`` and ``retype``, ``name`` is what the entity is called afterwards.
    """

    name: str = ""
    type: str = ""
    id: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    never: str = ""
    """Words that are no entity; with ``file``, in that article alone."""
    merge: str = ""
    """Id whose mentions are those of ``into``."""
    split: str = ""
    """Id of which the mentions that ``text`` and ``file`` single out are another's."""
    retype: str = ""
    """Id whose mentions are of ``type``."""
    into: str = ""
    """Id that the mentions have afterwards; without it, one made of ``name`` or ``type``."""
    text: str = ""
    file: str = ""
    part: int = 0


@dataclass(frozen=True, slots=True)
class LineFix:
    """A line restored or removed: in one article, in one source, or everywhere."""

    restore: str = ""
    remove: str = ""
    file: str = ""
    part: int = 0
    source: str = ""
    kind: str = "other"


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that was set right."""

    quotes: tuple[QuoteFix, ...] = ()
    articles: tuple[ArticleFix, ...] = ()
    entities: tuple[EntityFix, ...] = ()
    lines: tuple[LineFix, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.quotes or self.articles or self.entities or self.lines)

    def fingerprint(self) -> str:
        """A hash that changes when any correction does: what was annotated before is stale then."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def joined(self, later: Corrections) -> Corrections:
        """Both; where they contradict each other, ``later`` is applied last and wins."""
        return Corrections(
            (*self.quotes, *later.quotes),
            (*self.articles, *later.articles),
            (*self.entities, *later.entities),
            (*self.lines, *later.lines),
        )


def load(*paths: Path) -> tuple[Corrections, list[Problem]]:
    """The corrections of several files, the last of which wins; a missing file has none."""
    from .corrections_reader import parse

    corrections, problems = Corrections(), []
    for path in paths:
        try:
            data = read_regular(path, SIZE_LIMIT)
            text = data.decode("utf-8") if len(data) <= SIZE_LIMIT else None
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, UnicodeDecodeError) as error:
            what = "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
            problems.append(Problem(str(path), 0, f"cannot be read: {what}"))
            continue
        if text is None:
            problems.append(Problem(str(path), 0, f"larger than {SIZE_LIMIT >> 20} MiB"))
            continue
        parsed = parse(text, str(path))
        corrections = corrections.joined(parsed.corrections())
        problems += parsed.problems
    return corrections, problems
