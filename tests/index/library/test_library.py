"""A library answers: rows, hits, facets, quotes, what it could not see, what may help."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from diploread.config.settings import SearchSettings, Settings
from diploread.index.library import engine
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.marks import NoMarks
from diploread.index.library.query.errors import QueryError
from diploread.index.library.rows import Stopped

ARTICLES = {
    "embargo.txt": """Embargo talks stall

March 3, 2031

Foreign Minister Ilse Marrow of Norway said on Monday, "The oil embargo stays in place."
Otto Lindqvist, her deputy, warned that crude oil prices could rise.
""",
    "fish.txt": """Envoys speak of fish

March 20, 2031

"We spoke about herring and nothing else," Otto Lindqvist said in Oslo.

The embargo on crude oil was not mentioned. Norway sent no note.
""",
    "harbour.md": """# Harbour opens

The harbour of Port Osk opened without a ceremony. Nobody spoke of the embargo.
""",
    "april.txt": """Marrow to visit Vienna

April 2, 2031

Ilse Marrow will visit Vienna in May, her office said. Élan vital, she called it.
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    base = tmp_path_factory.mktemp("library")
    sources = base / "wire"
    sources.mkdir()
    for name, text in ARTICLES.items():
        (sources / name).write_text(text)
    folder = LibraryFolder(base / "cache")
    build_folder(folder, [sources], Settings(), jobs=1)
    opened = Library.open_folder(folder, sources)
    yield opened
    opened.close()


def paths(library: Library, query: str, **options: bool) -> list[str]:
    answer = library.search(query, **options)
    return [row.path for row in library.rows(answer, 0, 50)]


def test_the_newest_come_first_and_the_undated_last(library: Library) -> None:
    assert paths(library, "") == ["april.txt", "fish.txt", "embargo.txt", "harbour.md"]
    assert paths(library, "embargo") == ["fish.txt", "embargo.txt", "harbour.md"]
    assert paths(library, "embargo sort:date") == ["embargo.txt", "fish.txt", "harbour.md"]
    assert paths(library, "embargo sort:relevance")[0] == "embargo.txt"


def test_the_last_word_is_a_prefix_while_typing(library: Library) -> None:
    assert paths(library, "her", typing=True) == ["april.txt", "fish.txt", "embargo.txt"]
    assert paths(library, "her") == ["april.txt", "embargo.txt"]
    assert paths(library, "h", typing=True) == paths(library, "he* OR ha* OR hi*")


def test_hits_say_the_words_they_stand_on(library: Library) -> None:
    answer = library.search('"crude oil" OR herr* OR elan')
    words = {}
    for row in library.rows(answer, 0, 9):
        article = library.article(row.id)
        words[row.path] = [article.body[s:e] for s, e in library.hits(answer, article)]
        assert row.hits == len(words[row.path]) and row.snippet
    assert words == {
        "april.txt": ["Élan"],
        "fish.txt": ["herring", "crude oil"],
        "embargo.txt": ["crude oil"],
    }


def test_hits_of_proximity_are_its_operands(library: Library) -> None:
    answer = library.search("embargo w/3 crude")
    (row,) = library.rows(answer, 0, 9)
    article = library.article(row.id)
    found = [article.body[s:e] for s, e in library.hits(answer, article)]
    assert found == ["embargo", "crude"]


def test_one_quote_is_not_the_whole_article(library: Library) -> None:
    assert paths(library, "speaker:lindqvist embargo") == ["fish.txt", "embargo.txt"]
    assert paths(library, "q{speaker:lindqvist embargo}") == []
    assert paths(library, "q{speaker:marrow embargo}") == ["embargo.txt"]
    answer = library.search("q{speaker:lindqvist herring}")
    assert answer.quotes == 1 and answer.read_as.startswith(
        "(speaker:lindqvist AND herring) within one quote · 1 quote in 1 article"
    )
    (row,) = library.quotes(answer)
    assert "We spoke about herring" in row.quote.text
    assert row.article.path == "fish.txt"


def test_what_a_date_hides_is_counted(library: Library) -> None:
    answer = library.search("embargo date:2031-03")
    assert (answer.total, answer.undated) == (2, 1)
    assert "1 undated not searched" in answer.read_as
    assert paths(library, "embargo date:none") == ["harbour.md"]
    assert paths(library, "date:>2031-03-20") == ["april.txt"]


def test_a_quote_without_a_day_has_that_of_its_article_unless_it_must_be_certain(
    library: Library,
) -> None:
    assert paths(library, "q{speaker:lindqvist said:2031-03}") == ["fish.txt", "embargo.txt"]
    assert paths(library, "q{speaker:lindqvist said:2031-03!}") == []
    assert paths(library, "q{speaker:marrow said:2031-03-03!}") == ["embargo.txt"], "on Monday"
    read_as = library.search("q{speaker:lindqvist said:2031-03}").read_as
    assert "2 by the article's date: no day is stated" in read_as
    assert "article's date" not in library.search("q{speaker:marrow said:2031-03}").read_as
    assert paths(library, "said:2031-02") == [] == paths(library, "q{herring said:2031-02}")


def test_entities_are_found_by_any_of_their_names(library: Library) -> None:
    assert paths(library, "person:marrow") == ["april.txt", "embargo.txt"]
    assert paths(library, "country:norway") == ["fish.txt", "embargo.txt"]
    assert "person Ilse Marrow" in library.search("person:marrow").read_as


def test_nothing_found_brings_advice(library: Library) -> None:
    answer = library.search("embargos vienna date:2030")
    assert answer.total == 0
    assert answer.advice.startswith("0 articles. ")
    assert "vienna 1" in answer.advice and "embargo (3)" in answer.advice
    answer = library.search("q{speaker:marrow herring}")
    assert "q{speaker:marrow} 1 · q{herring} 1" in answer.advice, "what one quote must have"
    answer = library.search("title:herring")
    assert "without title: 1" in answer.advice


def test_a_mistake_is_an_error_not_an_empty_list(library: Library) -> None:
    with pytest.raises(QueryError) as caught:
        library.search("speeker:marrow")
    assert caught.value.column == 0


def test_a_search_stops_when_a_newer_one_has_come(library: Library) -> None:
    with pytest.raises(Stopped):
        library.search("embargo", cancelled=lambda: True)


class Marks(NoMarks):
    """A reader who has tagged one article."""

    def __init__(self, article_id: str) -> None:
        self._id = article_id

    def tagged(self, words: Sequence[str], prefix: bool) -> set[str]:
        """The article, for "to do"."""
        return {self._id} if tuple(words) == ("to", "do") else set()

    def state(self, name: str) -> set[str]:
        """The article is read and bookmarked."""
        return {self._id} if name in ("read", "bookmarked") else set()


def test_the_readers_own_marks_can_be_asked_for(library: Library) -> None:
    row = library.rows(library.search("herring"), 0, 1)[0]
    library.marks = Marks(row.id)
    try:
        assert paths(library, 'tag:"to do"') == ["fish.txt"]
        assert paths(library, "has:bookmark") == ["fish.txt"]
        assert paths(library, "is:unread embargo") == ["embargo.txt", "harbour.md"]
    finally:
        library.marks = NoMarks()


def test_groups_have_headings(library: Library) -> None:
    rows = library.rows(library.search("embargo group:day"), 0, 9)
    assert [row.group for row in rows] == ["2031-03-20", "2031-03-03", "undated"]
    rows = library.rows(library.search("embargo group:speaker"), 0, 9)
    assert [row.group for row in rows][-1] == "nobody named"


@pytest.mark.parametrize("query", ['country:"kingdom of norway"', "place:norway"])
def test_a_country_is_found_by_names_that_no_article_uses(library: Library, query: str) -> None:
    answer = library.search(query)
    assert answer.total == library.search("country:country/no").total > 0
    assert "Norway" in answer.read_as


def test_a_known_country_without_articles_is_named(library: Library) -> None:
    answer = library.search("country:dprk")
    assert answer.total == 0 and "North Korea" in answer.read_as


def test_saved_searches_and_dialects_come_from_the_settings(library: Library) -> None:
    library.search_settings = SearchSettings(searches={"oil": '"crude oil"'}, dialect="nexis")
    try:
        assert paths(library, "crude oil") == ["fish.txt", "embargo.txt"]
    finally:
        library.search_settings = SearchSettings()
    library.search_settings = SearchSettings(searches={"oil": '"crude oil"'})
    try:
        assert paths(library, "@oil herring") == ["fish.txt"]
    finally:
        library.search_settings = SearchSettings()


BOMBS = [
    "the " * 50,
    "?" * 30 + "a",
    "a?*b?*c?*d",
    "ab*" * 40,
    "harbo~2 " * 40,
    "/(a|b|ab)*c/ " * 10,
    "/.*.*.*.*.*x/",
    "((((((((((a OR b) OR c) OR d) OR e) OR f) OR g) OR h) OR i) OR j) OR k)",
    "a w/255 " * 15 + "b",
    "-" * 500 + "a",
    "the /p " * 20 + "oil",
    "\x00\x1b[31m\ud800",
    "q{" * 19 + "a" + "}" * 19,
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_query_bombs_are_answered_or_refused(library: Library, bomb: str) -> None:
    try:
        answer = library.search(bomb)
        assert answer.total >= 0 and answer.read_as
        library.rows(answer, 0, 10)
    except QueryError as error:
        assert error.message


def test_paths_are_those_of_the_folder(library: Library) -> None:
    assert paths(library, "file:*.md") == ["harbour.md"]
    assert (Path(library.root) / "harbour.md").is_file()


class Filing(NoMarks):
    """A reader with two dossiers."""

    def dossier_names(self) -> Sequence[str]:
        return ("River talks", "Sea lanes")


def test_an_unknown_dossier_is_a_mistake_with_the_nearest_name(library: Library) -> None:
    library.marks = Filing()
    try:
        assert paths(library, "in:river") == []
        for query, hint in (
            ('in:"river talk"', 'did you mean in:"River talks"?'),
            ("marrow in:cod", "dossiers are River talks, Sea lanes"),
        ):
            with pytest.raises(QueryError) as caught:
                library.search(query)
            assert caught.value.hint == hint
            assert caught.value.query == query
    finally:
        library.marks = NoMarks()
    with pytest.raises(QueryError, match="none yet"):
        library.search("in:river")


def test_a_query_whose_planning_takes_too_long_is_refused(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PLANNING_SECONDS", -1.0)
    with pytest.raises(QueryError, match="too long") as caught:
        library.search("e?b* OR o*l", typing=False)
    assert caught.value.query == "e?b* OR o*l"


def test_quotes_are_counted_as_they_are_listed(library: Library) -> None:
    for query in ("is:direct", "quote:oil", "q{speaker:lindqvist}", 'quote:"oil embargo"'):
        answer = library.search(query)
        assert answer.quotes == len(library.quotes(answer)), query
        assert answer.quotes, query


def test_a_retired_library_answers_until_nobody_holds_it(library: Library) -> None:
    old = Library.open_folder(library.folder, library.root)
    held, answer = old.engine, old.search("ferry")
    before = [row.id for row in old.rows(answer, 0, 10)]
    old.retire()
    assert [row.id for row in old.rows(old.search("ferry"), 0, 10)] == before
    del old, answer
    gc.collect()
    with pytest.raises(ValueError, match="closed"):
        held.volumes[0].columns.paths[0]


def test_the_first_search_waits_for_nothing_in_a_library_that_is_warm(library: Library) -> None:
    other = Library.open_folder(library.folder, library.root)
    other.warm()
    assert all("_segment" in volume.articles.__dict__ for volume in other.engine.volumes)
    assert paths(other, "herring") == ["fish.txt"]
    other.close()
    other.warm()  # whoever closed it meanwhile is not disturbed


def test_an_answer_without_articles_has_no_facets(library: Library) -> None:
    facets = library.facets(library.search("nothingofthekind"))
    assert set(facets) == {"person", "country", "org", "source", "agency", "month"}
    assert not any(facets.values())
