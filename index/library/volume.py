"""One open volume: two tables and their columns."""

from __future__ import annotations

from functools import cached_property
from itertools import compress
from pathlib import Path

from . import bits
from .columns import Columns
from .damage import IndexDamaged
from .folder import VolumeEntry
from .table import Table
from .table_writer import ARTICLES, QUOTES


class Volume:
    """Opens what a manifest entry names; parts are read when first asked for."""

    def __init__(self, folder: Path, entry: VolumeEntry) -> None:
        self.name = entry.name
        self.count = entry.articles
        self.quote_count = entry.quotes
        path = folder / entry.name
        check_sizes(path, entry)
        self._path = path
        self.articles = Table(path, ARTICLES)
        self.columns = Columns(path / "columns")
        self.dead = frozenset(entry.dead)
        self.alive = self.articles.all() & ~bits.of(entry.dead, entry.articles)

    @cached_property
    def quotes(self) -> Table:
        """The table of quotes."""
        return Table(self._path, QUOTES)

    def quotes_of(self, number: int) -> range:
        """Numbers of the quotes of an article."""
        ends = self.columns.quote_ends
        return range(ends[number - 1] if number else 0, ends[number])

    def articles_of(self, quote_bits: int) -> int:
        """The articles to which a set of quotes belongs."""
        parents = self.columns.parents
        if quote_bits.bit_count() * 16 > self.quote_count:
            owners = set(compress(parents, bits.flags(quote_bits, self.quote_count)))
        else:
            owners = {parents[n] for n in bits.ascending(quote_bits)}
        return bits.of(owners, self.count)

    def quotes_within(self, article_bits: int) -> int:
        """All quotes of a set of articles."""
        found = 0
        for number in bits.ascending(article_bits):
            span = self.quotes_of(number)
            found |= bits.between(span.start, span.stop)
        return found

    def forget(self) -> None:
        """Empties the caches of sets."""
        self.articles.forget()
        if "quotes" in self.__dict__:
            self.quotes.forget()

    def close(self) -> None:
        """Lets all files go."""
        self.articles.close()
        self.columns.close()
        if "quotes" in self.__dict__:
            self.quotes.close()


def check_sizes(path: Path, entry: VolumeEntry) -> None:
    """Raises where a file of the volume is missing or has another size: cheap, at every open."""
    for name, (size, _) in entry.files.items():
        try:
            found = (path / name).stat().st_size
        except OSError as error:
            raise IndexDamaged(f"{entry.name}/{name}", error.strerror) from error
        if found != size:
            raise IndexDamaged(f"{entry.name}/{name}", f"{found} bytes in place of {size}")
