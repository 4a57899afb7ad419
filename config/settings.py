"""The settings of every room, with their defaults: ``Settings()`` is what runs without any file.

These classes are all there is to say: the types (with ``Literal`` and ``Between``) are what the
checking of YAML goes by, the defaults and the docstrings are what ``config init`` writes down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from .colours import colour_problem
from .date_format import date_format_problem


@dataclass(frozen=True, slots=True)
class Between:
    """The least and the greatest number that a setting takes."""

    least: float
    greatest: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A test that a value must pass: it gives what is wrong and a hint, or None."""

    problem: Callable[[Any], tuple[str, str] | None]


Column = Literal[
    "title", "date", "source", "agency", "flags", "copies", "hits", "quotes", "words", "snippet"
]
Highlight = Literal[
    "hit", "hit-text", "entity-person", "entity-org", "entity-place", "entity-date",
    "quote-direct", "quote-mixed", "quote-indirect", "quote-scare", "removed", "inferred",
]  # fmt: skip
Pane = Literal["results", "article", "panel"]
Panel = Literal["quotes", "entities", "removed", "notes", "facets"]


def panes_problem(panes: object) -> tuple[str, str] | None:
    """What is wrong with a choice of panes: only the panel can be left out."""
    assert isinstance(panes, tuple)
    missing = [name for name in ("results", "article") if name not in panes]
    return (f"the {missing[0]} cannot be left out", "only panel can") if missing else None


def _field_names() -> Mapping[str, tuple[str, ...]]:
    return {
        "text": ("text", "body", "content", "article", "maintext", "full_text", "fulltext"),
        "html": ("html", "content_html", "body_html", "raw_html"),
        "title": ("title", "headline", "heading", "subject", "name"),
        "date": (
            "date", "published", "publication_date", "published_at", "publish_date", "pubdate",
            "date_publish", "published_time", "datepublished", "date_published", "pub_date",
            "datetime", "timestamp", "created",
        ),
        "source": (
            "source", "publisher", "outlet", "site", "newspaper", "publication", "site_name",
        ),
        "agency": ("agency", "wire", "news_agency"),
        "byline": ("byline", "author", "authors", "creator"),
        "dateline": ("dateline", "location"),
        "section": ("section", "category", "desk"),
        "url": ("url", "link", "source_url", "uri", "href", "permalink"),
        "language": ("language", "lang"),
        "id": ("id", "guid", "uid", "article_id", "doc_id"),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How files become articles."""

    max_file_bytes: Annotated[int, Between(1, 1 << 31)] = 32 * 1024 * 1024
    """Larger files are skipped with their size as the reason."""
    encodings: Mapping[str, str] = field(default_factory=dict)
    """Encoding by file pattern, e.g. ``{"cables/*": "cp1251"}``; the first that fits wins."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=_field_names)
    """Names that JSON, CSV and front matter give to what an article has; the first that fits.
    Yours are asked first, then the usual ones."""
    ignored: tuple[str, ...] = (
        "._*", ".#*", ".DS_Store", "*~", "~$*", "#*#", "*.tmp", "*.temp", "*.part",
        "*.partial", "*.crdownload", "*.download", "*.swp", "Thumbs.db", "desktop.ini", "__MACOSX",
        "__pycache__", "node_modules",
        "*.css", "*.js", "*.mjs", "*.map", "*.woff", "*.woff2", "*.ttf", "*.otf", "*.eot",
        "*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.svg", "*.ico", "*.bmp", "*.tif", "*.tiff",
        "*.mp3", "*.mp4", "*.m4a", "*.mov", "*.avi", "*.mkv", "*.wav", "*.ogg", "*.webm",
        "*.exe", "*.dll", "*.so", "*.pyc", "*.db", "*.sqlite", "*.sqlite3",
        "diploread.yaml", ".diploread.yaml", "diploread.*.yaml",
    )  # fmt: skip
    """Names of files and folders that are no articles; they are told apart from failures."""
    also_ignored: tuple[str, ...] = ()
    """Further such names, so that the list above need not be repeated."""
    worker_memory: Annotated[int, Between(128 << 20, 64 << 30)] = 1024 * 1024 * 1024
    """Bytes of address space the extraction worker may have."""
    worker_seconds: Annotated[float, Between(0.1, 3600)] = 20.0
    """Seconds one file may take, of processor and of wall clock alike."""
    worker_files: Annotated[int, Between(1, 1_000_000)] = 200
    """Structured files after which the worker is replaced by a fresh one."""
    worker_growth: Annotated[int, Between(1 << 20, 64 << 30)] = 300 * 1024 * 1024
    """Bytes of resident memory beyond which the worker is replaced by a fresh one."""
    pdf_pages: Annotated[int, Between(1, 1_000_000)] = 2000
    """Pages of a PDF that are read."""
    watch_seconds: Annotated[float, Between(0.1, 86400)] = 2.0
    """Seconds between two looks at a watched folder; a file must stand still that long."""

    def __post_init__(self) -> None:
        usual = _field_names()
        both = {
            slot: tuple(dict.fromkeys((*self.fields.get(slot, ()), *usual.get(slot, ()))))
            for slot in (*usual, *(slot for slot in self.fields if slot not in usual))
        }
        object.__setattr__(self, "fields", both)


@dataclass(frozen=True, slots=True)
class EntitySettings:
    """How people, places and organisations are found."""

    engine: str = "rules"
    """``rules``, or ``spacy:NAME`` for the spans of a spaCy pipeline you have installed."""


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How a library is built."""

    jobs: Annotated[int, Between(0, 256)] = 0
    """Processes that read and annotate; 0 takes one a processor."""


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How queries are read."""

    dialect: Literal["diploread", "factiva", "nexis", "lucene"] = "diploread"
    """``diploread``, or the habits of ``factiva``, ``nexis`` or ``lucene``."""
    operators: Literal["upper", "any-case"] = "upper"
    """``upper`` or ``any-case``: whether ``and``, ``or``, ``not`` are operators too."""
    leading_wildcard: bool = False
    """Allow ``*embargo``, which reads the whole word list."""
    searches: Mapping[str, str] = field(default_factory=dict)
    """Saved searches by name (letters, digits, ``.``, ``_``, ``-``): ``@name`` in any query."""


@dataclass(frozen=True, slots=True)
class UiSettings:
    """How the app looks."""

    theme: str = "dusk"
    """``dusk`` (dark), ``paper`` (light), ``sixteen`` (the terminal's own colours), or an own one:
    ``themes/NAME.yaml`` beside the configuration. Where none is set, a terminal of sixteen
    colours gets ``sixteen``."""
    text_width: Annotated[int, Between(40, 140)] = 76
    """Columns of running text at most, from 40 to 140."""
    columns: tuple[Column, ...] = (
        "title", "date", "source", "agency", "copies", "hits", "quotes", "snippet",
    )  # fmt: skip
    """What the list shows of an article, and in which order: ``title date source agency flags``,
    the numbers ``copies hits quotes words`` at the right, and the ``snippet`` of a search. In a
    narrow list the last numbers give way; in a wide one (``z``) each has a column of its own."""
    panes: Annotated[tuple[Pane, ...], Fit(panes_problem)] = ("results", "article", "panel")
    """The panes from left to right. Without ``panel`` it lies over the article when it is
    called, as it does in windows under 100 columns."""
    results_width: Annotated[int, Between(12, 70)] = 28
    """Width of the results, in parts of a hundred of a wide window; ``(`` and ``)`` change the
    width of a pane, and what they did is remembered."""
    panel_width: Annotated[int, Between(12, 70)] = 29
    """Width of the panel, likewise."""
    panels: tuple[Panel, ...] = ("quotes", "entities", "removed", "notes")
    """Which panels the line over the panel names, and in which order; the first one is open at
    the start. There are ``quotes entities removed notes facets``; keys open those left out, too."""
    colors: Mapping[Highlight, Annotated[str, Fit(colour_problem)]] = field(default_factory=dict)
    """Colours of highlights in place of those of the theme: ``hit hit-text entity-person
    entity-org entity-place entity-date quote-direct quote-mixed quote-indirect quote-scare
    removed inferred``. A colour is ``"#rrggbb"`` in quotes, a name as in CSS, or one of the
    terminal such as ``ansi_red``. One that could hardly be read in a theme is left out there."""
    date_format: Annotated[str, Fit(date_format_problem)] = "4 Sep 2018"
    """How dates are written: ``iso``; the fourth of September 2018 as an example (``Sep 4``,
    ``04/09/18``, ``Tue 4 September 2018``); or after strftime (``"%d.%m.%Y"``). What was worked
    out has a ``~`` before it, what is not known a ``?`` or a gap."""
    ascii: Literal["auto", "always", "never"] = "auto"
    """``always`` paints frames, marks and dots in ASCII, ``auto`` where the locale is not UTF-8;
    the words of articles stay as they are."""
    animation: bool = False
    """Scroll smoothly; costs twenty times the bytes a page, which is felt over ssh."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings."""

    reading: ReadingSettings = field(default_factory=ReadingSettings)
    entities: EntitySettings = field(default_factory=EntitySettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    ui: UiSettings = field(default_factory=UiSettings)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys by action id, in place of those in ``config/keys.py``: ``reader.next_hit: [n, w]``."""
