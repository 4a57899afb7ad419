"""Articles without a date: taken in or left out by one key, as the query stands."""

from __future__ import annotations

import pytest
from diploread.tui.actions.results import turned


@pytest.mark.parametrize(
    ("query", "other", "taken_in"),
    [
        ("ferry", "ferry -is:undated", False),
        ("", "-is:undated", False),
        ("ferry date:2031-03", "ferry (date:2031-03 OR is:undated)", True),
        (
            "q{speaker:reel said:2031-03-01..05}",
            "q{speaker:reel (said:2031-03-01..05 OR is:undated)}",
            True,
        ),
        ('date:"last week" ferry', '(date:"last week" OR is:undated) ferry', True),
    ],
)
def test_the_key_turns_a_query_there_and_back(query: str, other: str, taken_in: bool) -> None:
    assert turned(query) == (other, taken_in)
    assert turned(other) == (query, not taken_in)


def test_a_date_that_must_not_be_is_no_date_that_is_asked_for() -> None:
    assert turned("ferry -date:2031-03") == ("ferry -date:2031-03 -is:undated", False)
