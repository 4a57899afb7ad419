"""What one article states of an office names people in the next, as an inference."""

from __future__ import annotations

from itertools import permutations

import pytest
from diploread.index.article import Article, DateValue, RawArticle
from diploread.index.entities.stated import Facts, Stated, facts_of, named
from diploread.index.pipeline import Resources, annotate

FULL = "Peruvian Trade Minister Ana Belmar met the envoys.\n"


def article(body: str, date: str = "2031-03-03") -> Article:
    made = annotate(RawArticle(path="a.txt", raw=body), Resources(), no_clean=True)
    precision = "day" if date.count("-") == 2 else "month"
    return annotate_again(made, DateValue(value=date, precision=precision))  # type: ignore[arg-type]


def annotate_again(made: Article, date: DateValue) -> Article:
    import msgspec

    return msgspec.structs.replace(made, date=date)


def facts(*articles: Article) -> list[Facts]:
    return [made for one in articles if (made := facts_of(one))]


def answered(asking: Article, *others: Article) -> Article:
    stated = Stated(facts(asking, *others))
    (mine,) = facts(asking)
    return named(asking, stated.answers(mine))


def test_a_surname_beside_its_office_is_named_in_full_and_marked_as_inferred() -> None:
    asking = article("Trade Minister Belmar left. Belmar said: “We are tired of it.”\n")
    found = answered(asking, article(FULL, "2031-02-01"))
    people = [m for m in found.entities if m.type == "PERSON"]
    assert {(m.id, m.name, m.how) for m in people} == {
        ("person/ana-belmar", "Ana Belmar", "office:library")
    }
    assert all(m.confidence < 0.8 for m in people)
    (quote,) = found.quotes
    assert (quote.speaker.id, quote.speaker.how) == ("person/ana-belmar", "role")


@pytest.mark.parametrize("who", ["Peru’s trade minister", "The Peruvian trade minister"])
def test_a_speaker_known_by_the_office_alone_is_named(who: str) -> None:
    asking = article(f"“The dues will fall,” {who} said. Nobody in Lima objected.\n")
    found = answered(asking, article(FULL))
    (quote,) = found.quotes
    assert (quote.speaker.id, quote.speaker.name) == ("person/ana-belmar", "Ana Belmar")
    assert quote.speaker.how == "role" and quote.speaker.confidence <= 0.6


def test_without_a_country_it_must_be_that_of_the_article() -> None:
    asking = article("“The dues will fall,” the trade minister said in Kenya.\n")
    (quote,) = answered(asking, article(FULL)).quotes
    assert quote.speaker.id is None
    asking = article("“The dues will fall,” the trade minister said in Peru.\n")
    (quote,) = answered(asking, article(FULL)).quotes
    assert quote.speaker.id == "person/ana-belmar"


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([FULL, FULL.replace("Ana", "Rosa")], id="two of that name"),
        pytest.param([FULL.replace("Trade", "Health")], id="another office"),
        pytest.param([FULL.replace("Belmar", "Quinsel")], id="another surname"),
        pytest.param([], id="nobody"),
    ],
)
def test_in_doubt_the_surname_is_all_we_know(others: list[str]) -> None:
    asking = article("Trade Minister Belmar left.\n")
    found = answered(asking, *(article(text) for text in others))
    assert found == asking


def test_long_before_and_after_nothing_is_believed() -> None:
    for date in ("2029-03-03", "2033-03-03", "2031-03"):
        asking = article("Trade Minister Belmar left.\n")
        assert answered(asking, article(FULL, date)) == asking
    assert facts_of(article("Trade Minister Belmar left.\n", "2031-03")) is None


def test_the_order_of_articles_does_not_matter() -> None:
    texts = (FULL, FULL.replace("Ana Belmar", "Ana R. Belmar"), "Trade Minister Belmar left.\n")
    articles = [article(text, f"2031-03-0{n}") for n, text in enumerate(texts, 1)]
    asking = facts(articles[2])[0]
    answers = {Stated(facts(*order)).answers(asking) for order in permutations(articles)}
    assert len(answers) == 1


def test_no_article_answers_vague_words() -> None:
    for who in ("A minister", "A former trade minister", "The president", "One trade minister"):
        asking = article(f"“The dues will fall,” {who} said in Peru.\n")
        assert facts_of(asking) is None


def test_a_given_name_is_no_surname_and_a_former_minister_no_minister() -> None:
    asking = article("President Ali left.\n")
    assert answered(asking, article("President Ali Vennick came.\n")) == asking
    asking = article("“The dues will fall,” Peru’s trade minister said in Lima.\n")
    former = article("Former Peruvian Trade Minister Ana Belmar met the envoys.\n")
    assert answered(asking, former).quotes[0].speaker.id is None
