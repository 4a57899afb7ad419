"""What the user has set right by hand: lines restored and lines removed.

An override speaks of a line as it reads (normalised), either everywhere, in one source or in one
article, so that it survives a rebuild and holds for pages that come later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from diploread.index.article import RawArticle, RemovedKind
from diploread.index.cleaning.lines import normalised

EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Overrides:
    """Keys are pairs of a scope and a normalised line.

    A scope is :data:`EVERYWHERE`, a source key (see :func:`diploread.index.cleaning.lines.
    source_key`), or one article's :func:`article_scope`.
    """

    restored: frozenset[tuple[str, str]] = frozenset()
    removed: Mapping[tuple[str, str], RemovedKind] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        restored: Iterable[tuple[str, str]] = (),
        removed: Iterable[tuple[str, str, str]] = (),
    ) -> Overrides:
        """From (scope, line) and (scope, line, kind) as a user wrote them; an unknown kind
        becomes ``other``."""
        kinds: dict[str, RemovedKind] = {kind: kind for kind in get_args(RemovedKind)}
        return cls(
            frozenset((scope, normalised(line)) for scope, line in restored),
            {(scope, normalised(line)): kinds.get(kind, "other") for scope, line, kind in removed},
        )

    def __bool__(self) -> bool:
        return bool(self.restored or self.removed)

    def decision(self, scopes: Iterable[str], line: str) -> RemovedKind | Literal["keep"] | None:
        """What the user wants of the (normalised) line: ``keep``, the kind as which it goes, or
        nothing. The first of the scopes, narrowest first, that says something decides."""
        for scope in scopes:
            if (scope, line) in self.restored:
                return "keep"
            if kind := self.removed.get((scope, line)):
                return kind
        return None


def article_scope(raw: RawArticle) -> str:
    """The scope that means this article alone."""
    return f"{raw.path}#{raw.part}"
