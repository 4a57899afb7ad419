"""A short way to say what was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from diploread.index.article import Mention
from diploread.index.entities.find import find_entities

Found = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def found() -> Found:
    """``found(text, types)`` gives (text, type) of the mentions, line breaks as spaces."""

    def run(text: str, *types: str, **options: Any) -> list[tuple[str, str]]:
        mentions = find_entities(text, **options)
        return [
            (" ".join(m.text.split()), m.type) for m in mentions if m.type in types or not types
        ]

    return run


@pytest.fixture
def mention() -> Callable[..., Mention]:
    """``mention(text, "words")`` gives the mention with these words; fails if there is none."""

    def run(text: str, words: str, **options: Any) -> Mention:
        mentions = find_entities(text, **options)
        for one in mentions:
            if " ".join(one.text.split()) == words:
                return one
        raise AssertionError(f"{words!r} not among {[m.text for m in mentions]}")

    return run
