"""Copies and versions of one report are one story; everything else stays apart."""

from __future__ import annotations

import random

from diploread.index.library.sketches import Sketch, likeness, stories
from diploread.index.library.sketches import sketch as sketch_of
from diploread.index.library.words import words

WORDS = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrst"]


def sketch(text: str) -> Sketch:
    return sketch_of(words(text))


def report(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def test_a_copy_a_version_and_a_short_dispatch_are_one_story() -> None:
    whole = report(1)
    words = whole.split()
    version = " ".join([*words[:140], "and", "nobody", "minded", *words[160:]])
    dispatch = " ".join(words[:70])
    (story,) = stories([sketch(t) for t in (whole, report(2), whole.upper(), version, dispatch)])
    assert story == [0, 2, 3, 4]
    likes = [likeness(sketch(whole), sketch(text)) for text in (whole.upper(), version, dispatch)]
    assert likes[0] == 1
    assert 0.5 < likes[1] < 1
    assert likes[2] < 0.5


def test_other_reports_and_texts_of_few_words_stay_apart() -> None:
    assert stories([sketch(report(seed)) for seed in range(20)]) == []
    assert stories([sketch("Too little to know."), sketch("Too little to know.")]) == []


def test_a_recycled_background_paragraph_makes_no_story() -> None:
    background = report(9, 60)
    one, other = (f"{report(seed)} {background}" for seed in (1, 2))
    assert stories([sketch(one), sketch(other)]) == []


def test_the_estimate_is_near_the_truth() -> None:
    words = report(3, 2_000).split()
    half = likeness(sketch(" ".join(words[:1_500])), sketch(" ".join(words[500:])))
    assert abs(half - 0.5) < 0.2


def test_one_report_in_hundreds_of_papers_is_one_story() -> None:
    copies = [sketch(f"{report(4)} {report(100 + n, 10)}") for n in range(300)]
    (story,) = stories(copies)
    assert len(story) == 300
