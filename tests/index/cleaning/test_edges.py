"""The first and the last paragraph of an article are the article's, however short they are."""

from __future__ import annotations

from diploread.index.article import RawArticle
from diploread.index.cleaning.clean import clean
from diploread.index.cleaning.rules import load_rules

PAGE = """Accept all
Share
Print
A kettle in the harbor office

The clerk of the harbor office has begun to ration tea, and she means it.

For nineteen days the ferry has been tied up at the north quay with its crew of eleven, who are not
allowed ashore and who have read every book on board, the clerk said on Friday.

The ministry of ports of Norland, which must sign the papers, has said that it is looking for the
pen, and that it expects to find it before the end of the month.

The clerk told a visitor that the tea would last until then.

Most read
Ten quays to see
The best of our ferries
Sign up for our newsletter
© 2031 The Norland Gazette. All rights reserved.
"""


def test_sentences_beside_the_article_stay_in_it() -> None:
    made = clean(RawArticle(path="a.txt", raw=PAGE), load_rules())
    assert made.body.startswith("The clerk of the harbor office has begun to ration tea")
    assert made.body.endswith("told a visitor that the tea would last until then.")
    assert made.title and made.title.text == "A kettle in the harbor office"
    assert "Sign up for our newsletter" in {piece.text for piece in made.removed}
