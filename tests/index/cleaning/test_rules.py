"""Every rule is held to its own examples, and every piece of furniture to its rule."""

from __future__ import annotations

import pytest
import re2
from diploread.index.article import Block, Cleaned, RawArticle
from diploread.index.cleaning.clean import clean
from diploread.index.cleaning.overrides import Overrides
from diploread.index.cleaning.rules import PhraseRule, load_rules

FIRST = (
    "The two envoys agreed on Monday that the strait would be open to all ships by the spring, "
    "and that both coast guards would share what they know of it."
)
SECOND = (
    "“We have the text, and now the parliaments have to vote on it,” the envoy from Lindholm told "
    "reporters on the quay after a night of talks that had been put off twice."
)
THIRD = (
    "The talks will go on in the first week of May, a spokesman for the ministry said, and the "
    "fishing fleets of both sides are asked to stay in port until then."
)
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def cleaned(text: str, **options: Overrides) -> Cleaned:
    return clean(RawArticle(path="wire/a.txt", raw=text), load_rules(), **options)


@pytest.mark.parametrize("rule", load_rules().phrases, ids=lambda rule: rule.id)
def test_a_rule_hits_its_examples_alone(rule: PhraseRule) -> None:
    pattern = re2.compile(rule.pattern)
    assert rule.examples and rule.reason
    for example in rule.examples:
        assert pattern.search(example) and len(example) <= rule.longest
    for other in rule.counterexamples:
        assert not pattern.search(other)


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("print PRINT", "control"),
        ("Back to Main", "navigation"),
        ("WORLD > Harbour & Isles", "breadcrumb"),
        ("Share this article", "control"),
    ],
)
def test_furniture_above_the_article(above: str, kind: str) -> None:
    made = cleaned(f"{above}\n\nStrait to open by the spring\n\n{BODY}\n")
    assert made.body == BODY
    assert [(p.text, p.kind) for p in made.removed] == [(above, kind)]
    assert made.title is not None and made.title.text == "Strait to open by the spring"


def test_a_heading_takes_its_list_along_but_not_the_last_paragraph() -> None:
    links = "Latest Videos\n- A FERRY RUNS AGROUND\n- WHY THE COD LEFT"
    made = cleaned(f"Strait to open\n\n{BODY}\n{links}\n")
    assert made.body.endswith(THIRD)
    assert [p.kind for p in made.removed] == ["related"] * 3


def test_tags_are_known_by_their_shape_and_announced_lists_stay() -> None:
    tags = "  • Harbour\n  • Cod\n  • Trending Isles"
    assert [p.kind for p in cleaned(f"{BODY}\n\n\n{tags}").removed] == ["tags"] * 3
    announced = BODY + "\n\nThe following states took part in it:\n\n• Ostrava\n• Lindholm\n"
    assert cleaned(announced).removed == ()


def test_a_lone_house_is_source_and_agency_a_glued_one_agency_only() -> None:
    alone = cleaned(f"• Kyodo News\n\n{BODY}")
    assert alone.source is not None and alone.source.text == "Kyodo News"
    assert alone.agency is not None and alone.agency.text == "Kyodo"
    assert alone.title is None and alone.body == BODY
    glued = cleaned(f"Strait to open\n\n{BODY} Jiji Press\n")
    assert glued.source is None
    assert glued.agency is not None and glued.agency.text == "Jiji Press"
    assert glued.body == BODY


@pytest.mark.parametrize("closing", [" (Sept. 4)", "\n(4 September)"])
def test_a_closing_date_without_year_stays_partial(closing: str) -> None:
    made = cleaned(f"Strait to open\n\n{BODY}{closing}")
    assert made.date is not None
    assert (made.date.value, made.date.basis) == ("--09-04", "text")
    assert made.body == BODY


def test_a_file_name_completes_the_year_and_says_so() -> None:
    raw = RawArticle(path="wire/2031-09-05_strait.txt", raw=f"{BODY} (Sept. 4)")
    date = clean(raw, load_rules()).date
    assert date is not None and (date.value, date.basis) == ("2031-09-04", "filename")


def test_a_dateline_stays_in_the_body_with_its_place_and_agency() -> None:
    made = cleaned(f"Strait to open\n\nLINDHOLM, Sept. 4 (Reuters) - {BODY}")
    assert made.dateline is not None and made.dateline.text == "LINDHOLM"
    assert made.agency is not None and made.agency.text == "Reuters"
    assert made.date is not None and made.date.value == "--09-04"
    assert made.body.startswith("LINDHOLM, Sept. 4 (Reuters) - The two envoys")


def test_speakers_in_capitals_are_no_dateline() -> None:
    assert cleaned(f"MS. FROST-HOLM: {BODY}").dateline is None


def test_hard_wraps_are_joined_letter_for_letter() -> None:
    wrapped = "\r\n".join(
        [
            "The two envoys agreed on Monday that the strait would be open to",
            "all ships by the spring, and that both coast guards would share",
            "what they know of it. The talks go on in the first week of May,",
            "a spokesman for the ministry said late on Monday in the capital.",
        ]
    )
    assert cleaned(wrapped).body == wrapped.replace("\r\n", " ")


def test_a_torn_paragraph_is_flagged_at_its_place() -> None:
    torn = THIRD.removesuffix(" until then.")
    made = cleaned(f"{FIRST}\n\n{torn}\n\n{SECOND}")
    (flag,) = made.flags
    assert flag.kind == "truncated-paragraph"
    assert made.body[: flag.end].endswith("to stay in port")


def test_what_the_user_restored_or_removed_wins() -> None:
    text = f"Back to Main\n\n{BODY}\n\nHarbour quiz of the week\n"
    fixed = cleaned(
        text,
        overrides=Overrides.of(
            restored=[("", "Back to Main")],
            removed=[("folder:wire", "harbour QUIZ of the week", "promotion")],
        ),
    )
    assert fixed.body.startswith("Back to Main")
    assert [(p.kind, p.rule) for p in fixed.removed] == [("promotion", "user.removed")]


def page(*blocks: tuple[str, str, str]) -> RawArticle:
    raw, made = "", []
    for tag, path, text in blocks:
        made.append(Block(start=len(raw), end=len(raw) + len(text), tag=tag, path=path))
        raw += text + "\n\n"
    html = "".join(f"<{tag}>{text}</{tag}>" for tag, _, text in blocks)
    return RawArticle(
        path="a.html",
        format="html",
        raw=raw,
        blocks=tuple(made),
        html=f"<html><body><article>{html}</article></body></html>",
        metadata={"title": "Strait opens: ten things to know | Harbour Post"},
    )


def test_a_page_keeps_its_paragraphs_and_names_what_it_drops() -> None:
    at = "/html[1]/body[1]/article[1]"
    made = clean(
        page(
            ("li", "/html[1]/body[1]/nav[1]/ul[1]/li[1]", "Home"),
            ("h1", f"{at}/h1[1]", "Strait to open by the spring"),
            ("p", f"{at}/p[1]", FIRST),
            ("p", f"{at}/p[2]", SECOND),
            ("p", f"{at}/p[3]", THIRD),
            ("p", "/html[1]/body[1]/footer[1]/p[1]", "© 2031 Harbour Post. All rights reserved."),
        ),
        load_rules(),
    )
    assert made.body == BODY
    assert made.title is not None and made.title.text == "Strait to open by the spring"
    assert {piece.text for piece in made.removed} == {
        "Home",
        "© 2031 Harbour Post. All rights reserved.",
    }
