"""How queries are read: what is typed, and the line that says what it means."""

from __future__ import annotations

import datetime

import pytest
from diploread.index.library.query.errors import QueryError
from diploread.index.library.query.parser import parse
from diploread.index.library.query.readas import read_as
from diploread.index.library.query.tree import Everything, Word

TODAY = datetime.date(2026, 11, 24)  # a Tuesday


def line(query: str, **options: object) -> str:
    return read_as(parse(query, today=TODAY, **options).tree)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("vane sanctions", "vane AND sanctions"),
        ("vane AND sanctions", "vane AND sanctions"),
        ("vane -oil", "vane AND NOT oil"),
        ("vane NOT oil", "vane AND NOT oil"),
        ("vane !oil", "vane AND NOT oil"),
        ("japan OR tokyo washington", "japan OR (tokyo AND washington)"),
        ("(japan OR tokyo) washington", "(japan OR tokyo) AND washington"),
        ("“crude oil”", '"crude oil"'),
        ('"crude oil"', '"crude oil"'),
        ("„crude oil“", '"crude oil"'),
        ("«crude oil»", '"crude oil"'),
        ("「crude oil」", '"crude oil"'),
        ("『crude oil』", '"crude oil"'),
        ('"crude oil"~5', "crude w/5 oil"),
        ("sanction*", "sanction*"),
        ("wo?d", "wo?d"),
        ("onodrea~", "onodrea~"),
        ("onodrea~2", "onodrea~2"),
        ("=NATO", "=NATO"),
        ('"the =Ferry line"', '"the =Ferry line"'),
        ('"=Ferry line"~4', "=Ferry w/4 line"),
        ('"a = b"', '"a b"'),
        ("/nuclear-?test(s|ing)?/", "/nuclear-?test(s|ing)?/"),
        ("EU-Japan", '"eu japan"'),
        ("Asia-Pacific", '"asia pacific"'),
        ("minister’s minister's", "minister AND minister"),
        ("Élysée", "elysee"),
        ("U.S. U.S US us", "u.s AND u.s AND u.s AND us"),
        ("*", "every article"),
        ("", "every article"),
        ("vane and oil", "vane AND oil"),
        ("vane or oil", "vane AND or AND oil"),
    ],
)
def test_words_and_logic(typed: str, means: str) -> None:
    assert line(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("oil w/5 embargo", "oil w/5 embargo"),
        ("oil near/5 embargo", "oil w/5 embargo"),
        ("oil near5 embargo", "oil w/5 embargo"),
        ("foreign pre/2 minister", "foreign pre/2 minister"),
        ("foreign adj/2 minister", "foreign pre/2 minister"),
        ("foreign adj2 minister", "foreign pre/2 minister"),
        ('vane /s "six-party talks"', 'vane in the same sentence as "six party talks"'),
        ("harbour /p resolution", "harbour in the same paragraph as resolution"),
        ("harbour same resolution", "harbour in the same paragraph as resolution"),
        ("sanction* not w/3 lift*", "sanction* not w/3 lift*"),
        ("atleast3 sanction*", "sanction* at least 3 times"),
        ("(japan OR tokyo) w/8 washington", "(japan OR tokyo) w/8 washington"),
        ("onodera~ w/3 minister", "onodera~ w/3 minister"),
        ("export* w/5 (oil OR coal OR textile*)", "export* w/5 (oil OR coal OR textile*)"),
        ("a w/2 b w/3 c", "(a w/2 b) w/3 c"),
        ("vane oil w/5 embargo", "vane AND (oil w/5 embargo)"),
        ("NOT oil w/5 embargo", "NOT (oil w/5 embargo)"),
        ("title:oil w/5 embargo", "title:oil w/5 title:embargo"),
    ],
)
def test_proximity(typed: str, means: str) -> None:
    assert line(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("abductee*", "abductee*"),
        ("title:(summit OR talks)", "title:summit OR title:talks"),
        ('body:"late last month"', 'body:"late last month"'),
        ("lead:sanction*", "lead:sanction*"),
        ('quote:"maximum pressure"', 'quote:"maximum pressure"'),
        ("speaker:vane", "speaker:vane"),
        ('speaker:"foreign minister"', 'speaker:"foreign minister"'),
        ("via:kyodo", "via:kyodo"),
        ("about:country/kp", "about country/kp"),
        ("person:vane", "person vane"),
        ('country:"north korea"', "country north korea"),
        ("country:dprk!", "country dprk strictly"),
        ("person:person/taro-vane", "person person/taro-vane"),
        ('source:"harbour times"', 'source:"harbour times"'),
        ("agency:jiji dateline:vienna", "agency:jiji AND dateline:vienna"),
        ("said:2017-09-01", "said 2017-09-01"),
        ('tag:memo note:"check with desk"', "tag memo AND note check with desk"),
        ("removed:subscrib*", "removed:subscrib*"),
        ("file:2017/*", "file 2017/*"),
        ("file:*.eml", "file *.eml"),
        ("is:unread -is:duplicate", "is unread AND NOT is duplicate"),
        ("has:note", "has note"),
        ("words:>300", "words 301.."),
        ("words:100..300", "words 100..300"),
        ("speaker:(vane OR onodera)", "speaker:vane OR speaker:onodera"),
        ('title:("maximum pressure" OR embargo)', 'title:"maximum pressure" OR title:embargo'),
        ("SPEAKER:vane", "speaker:vane"),
    ],
)
def test_fields(typed: str, means: str) -> None:
    assert line(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        (
            "q{speaker:vane (sanction* OR resolution)}",
            "(speaker:vane AND (sanction* OR resolution)) within one quote",
        ),
        ("q{via:kyodo speaker:ott}", "(via:kyodo AND speaker:ott) within one quote"),
        (
            "q{is:indirect about:country/kp said:2017-09}",
            "(is indirect AND about country/kp AND said 2017-09-01..30) within one quote",
        ),
        (
            'q{speaker:"defense minister" is:inferred}',
            '(speaker:"defense minister" AND is inferred) within one quote',
        ),
        (
            "q{speaker:lin} -q{speaker:vane}",
            "speaker:lin within one quote AND NOT speaker:vane within one quote",
        ),
    ],
)
def test_one_quote(typed: str, means: str) -> None:
    assert line(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("2017-09-01", "2017-09-01"),
        ("2017-09", "2017-09-01..30"),
        ("2017", "2017-01-01..2017-12-31"),
        ("2017-Q3", "2017-07-01..2017-09-30"),
        ("2017-09-01..2017-09-05", "2017-09-01..05"),
        ("2017-09-01..05", "2017-09-01..05"),
        ("2017-09-28..10-02", "2017-09-28..2017-10-02"),
        ("2017-09..11", "2017-09-01..2017-11-30"),
        ("2017-09-01..", "2017-09-01.."),
        ("..2017", "..2017-12-31"),
        (">2017-09-02", "2017-09-03.."),
        (">2017-09", "2017-10-01.."),
        (">=2017-09", "2017-09-01.."),
        ("<2017-09-02", "..2017-09-01"),
        ("<=2017-09", "..2017-09-30"),
        ("[2017-09-01 TO 2017-09-05]", "2017-09-01..05"),
        ("today", "2026-11-24"),
        ("yesterday", "2026-11-23"),
        ("this-month", "2026-11-01..30"),
        ("last-month", "2026-10-01..31"),
        ('"last week"', "2026-11-16..22"),
        ('"3 days ago"', "2026-11-21"),
        ("2017-09!", "2017-09-01..30 for certain"),
    ],
)
def test_dates(typed: str, means: str) -> None:
    assert line(f"date:{typed}") == f"date {means}"
    if not typed.endswith("!"):
        assert line(f"said:{typed} vane") == f"said {means} AND vane"


def test_relative_dates() -> None:
    assert line("newer:3d") == "date 2026-11-21.."
    assert line("older:1y") == "date ..2025-11-23"
    assert line("after:2017-09-02") == "date 2017-09-03.."
    assert line("before:2017-09-02") == "date ..2017-09-01"
    assert line("date:none") == "undated"
    assert line("date:~") == "date inferred"


@pytest.mark.parametrize(
    ("typed", "column", "says"),
    [
        ("speeker:vane sanctions", 0, 'no field "speeker"; did you mean speaker: ?'),
        ("vane AND (oil OR", 9, "this parenthesis is not closed"),
        ("vane (oil", 5, "this parenthesis is not closed"),
        ("q{vane", 0, "this brace is not closed"),
        ("vane)", 4, "this parenthesis closes nothing"),
        ("date:2017-13-01", 5, "there is no month 13; write date:2017-12-01 or date:2017..2018"),
        ("date:2017-09-31", 5, "there is no day 31 in 2017-09"),
        ("date:2017-09-05..01", 5, "the range ends before it begins"),
        ("date:soon", 5, '"soon" is not a date'),
        ("oil w/0 embargo", 4, "w/n takes a number from 1 to 255"),
        ("oil w/256 embargo", 4, "w/n takes a number from 1 to 255"),
        ("*embargo", 0, "a leading * reads the whole word list"),
        ("is:opened", 3, "is: knows starred"),
        ("“crude oil", 0, "this quotation mark is not closed"),
        ("vane OR", 5, "OR needs something on both sides"),
        ("OR vane", 0, "OR needs something on both sides"),
        ("vane AND", 5, "AND needs something on both sides"),
        ("NOT", 0, "NOT needs something after it"),
        ("oil w/5", 4, "proximity needs a word on both sides"),
        ("oil w/5 date:2017", 4, "proximity takes words"),
        ("title:oil w/5 speaker:vane", 10, "both sides must be in the same field"),
        ("title:", 0, "title"),
        ("a*", 0, "a prefix needs 2 letters or more"),
        ("oil~", 0, "~ needs 4 letters or more"),
        ("onodera~3", 0, "~ takes 1 or 2 changes"),
        ("/(/", 0, "the pattern is not valid"),
        ("/" + "a" * 201 + "/", 0, "the pattern has 201 characters"),
        ("@mine", 0, 'no saved search "mine"'),
        ("words:many", 6, "words: takes a number"),
        ("sort:size", 5, "sort: knows date"),
        ("NOT " * 25 + "oil", 80, "more than 20 levels deep"),
        ("(" * 5000, 1000, "the query has 5,000 characters"),
        ("(" * 30 + "a" + ")" * 30, 20, "more than 20 levels deep"),
        ("oil " * 51, 0, "51 words and patterns"),
    ],
)
def test_mistakes_have_a_column_and_a_remedy(typed: str, column: int, says: str) -> None:
    if typed == "title:":
        # nothing follows: it is a word with a colon, not a field
        assert line(typed) == "title"
        return
    with pytest.raises(QueryError) as caught:
        parse(typed, today=TODAY)
    assert says in str(caught.value)
    assert caught.value.column == column
    assert caught.value.pointed().splitlines()[-1].startswith(" " * column + "^ ")


def test_saved_searches_stand_inside_any_expression() -> None:
    saved = {"mine": "q{speaker:vane sanction*}", "loop": "oil @loop"}
    assert line("@mine -is:reviewed", saved=saved) == (
        "@mine ((speaker:vane AND sanction*) within one quote) AND NOT is reviewed"
    )
    with pytest.raises(QueryError, match="refers to itself"):
        parse("@loop", saved=saved)
    with pytest.raises(QueryError, match="did you mean @mine"):
        parse("@minne", saved=saved)


def test_while_typing_the_last_word_is_a_prefix() -> None:
    assert line("vane san", typing=True) == "vane AND san*"
    assert line("vane s", typing=True) == "vane AND s*"
    assert line("vane sanctions ", typing=True) == "vane AND sanctions"
    assert line("speaker:va", typing=True) == "speaker:va*"


def test_lower_case_operators_bring_a_hint() -> None:
    assert parse("vane and oil").hints
    assert any("OR" in hint for hint in parse("vane or oil").hints)
    assert line("vane or oil", any_case=True) == "vane OR oil"


def test_sorting_is_no_part_of_the_tree() -> None:
    query = parse("vane sort:relevance group:day")
    assert (query.tree, query.sort, query.group) == (Word("vane"), "relevance", "day")
    assert parse("sort:date").tree == Everything()


def test_factiva_habits() -> None:
    def factiva(text: str) -> str:
        return line(text, dialect_name="factiva")

    assert factiva("crude oil") == '"crude oil"'
    assert factiva("crude oil and embargo") == '"crude oil" AND embargo'
    assert factiva("oil w/5 embargo") == "oil pre/5 embargo"
    assert factiva("oil near5 embargo") == "oil w/5 embargo"
    assert factiva("hd=summit") == "title:summit"
    assert factiva("wc>300") == "words 301.."
    assert factiva("vane not oil") == "vane AND NOT oil"


def test_nexis_habits() -> None:
    def nexis(text: str) -> str:
        return line(text, dialect_name="nexis")

    assert nexis("crude oil") == '"crude oil"'
    assert nexis("sanction!") == "sanction*"
    assert nexis("japan or tokyo and washington") == "(japan OR tokyo) AND washington"
    assert nexis("HEADLINE(summit or talks)") == "title:summit OR title:talks"
    assert nexis("oil w/5 embargo") == "oil w/5 embargo"
    assert nexis("oil and not embargo") == "oil AND NOT embargo"
    assert nexis("ATLEAST3(oil)") == "oil at least 3 times"


def test_lucene_habits() -> None:
    assert line("crude oil", dialect_name="lucene") == "crude OR oil"
    assert line('"crude oil"~4', dialect_name="lucene") == "crude w/4 oil"
