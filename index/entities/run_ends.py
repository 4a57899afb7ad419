"""Where a run of capitalised words ends, and which small words and signs may stand inside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from diploread.index.entities.gazetteer import Hit
from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.tokens import Tokens

_LIGHT, _FEWEST, _SHARE = 3, 3, 0.8
"""Letters of light words, fewest weighty words of a heading, and share of these with a capital."""
LONGEST_RUN = 60
"""Tokens of a run at most; a page of capitals is read in pieces of this length."""


class RunEnds:
    """Tokens, phrases and words of one text, and the extent of its runs."""

    def __init__(
        self, tokens: Tokens, hits: Mapping[int, Hit], taken: frozenset[int], lex: Lexicon
    ) -> None:
        self.tokens, self.hits, self.taken, self.lex = tokens, hits, taken, lex
        self._edges = [0, *sorted(tokens.breaks), len(tokens)]

    def _in_heading(self, i: int) -> bool:
        """Whether token ``i`` stands in a heading, where every word of weight has a capital."""
        at = bisect_right(self._edges, i)
        words = self.tokens.words[self._edges[at - 1] : self._edges[min(at, len(self._edges) - 1)]]
        weighty = [word for word in words if len(word) > _LIGHT and word.isalpha()]
        if len(weighty) < _FEWEST or not words or words[-1] in (".", "!", "?"):
            return False
        return sum(word[0].isupper() for word in weighty) >= _SHARE * len(weighty)

    def _is_function_word(self, k: int) -> bool:
        low = self.tokens.keys[k].lower()
        if self._in_heading_pair(k, low):
            return True
        if low in self.lex.particles and self._inside_name(k):
            return False
        if low not in self.lex.function_words:
            return False
        word = self.tokens.words[k]
        return not (word.isupper() and len(word) > 1 and low in ("who", "it", "us"))

    def _inside_name(self, k: int) -> bool:
        """Whether a small word with a capital stands between two names: "Diogo Do Amaral"."""
        tokens, low = self.tokens, self.tokens.keys[max(k - 1, 0)].lower()
        if not 0 < k < len(tokens) - 1 or {k, k + 1} & tokens.breaks or tokens.words[k].isupper():
            return False
        both = tokens.words[k - 1][0].isupper() and tokens.words[k + 1][0].isupper()
        return both and low not in self.lex.function_words and not self.lex.is_common(low)

    def _in_heading_pair(self, k: int, low: str) -> bool:
        if low not in self.lex.heading_words:
            return False
        keys = self.tokens.keys
        after = keys[k + 1].lower() if k + 1 < len(keys) else ""
        before = keys[k - 1].lower() if k else ""
        pairs = self.lex.heading_pairs
        return f"{low} {after}" in pairs or f"{before} {low}" in pairs

    def _run_end(self, k: int) -> int:
        tokens, hits = self.tokens, self.hits
        count = len(tokens)
        hit = hits.get(k)
        e = hit.end if hit else k + 1
        while e < min(count, k + LONGEST_RUN) and e not in tokens.breaks and e not in self.taken:
            word = tokens.words[e]
            if word[0].isupper():
                if e not in hits and self._is_function_word(e):
                    break
                e = hits[e].end if e in hits else e + 1
                continue
            if e in hits and not word[0].isdigit():
                e = hits[e].end
                continue
            step = self._joint(e)
            if step is None:
                break
            e = step
        return e

    def _joint(self, e: int) -> int | None:
        """Past a small word or sign inside a name at ``e``; None if the run ends there."""
        tokens, words, count = self.tokens, self.tokens.words, len(self.tokens)
        if e + 1 >= count or e + 1 in tokens.breaks or e + 1 in self.taken:
            return None
        word, after = words[e], words[e + 1]
        if word in ("-", "–") and tokens.glued(e) and tokens.glued(e + 1):
            if after[0].isupper():
                return e + 2
            return e + 2 if self._hyphenated_given(e) else None
        if word in self.lex.particles and word.islower():
            if after[0].isupper():
                return e + 1
            if after == "-" and e + 2 < count and words[e + 2][0].isupper():
                return e + 2
            if after in self.lex.particles and e + 2 < count and words[e + 2][0].isupper():
                return e + 2
            return None
        if word[1:2] in ("'", "’") and word[0] in "dl" and word[2:3].isupper():
            return e + 1  # "d’Escoto"
        if word == "&" and after[0].isupper():
            return e + 2
        if word in ("'s", "’s", "'", "’") and after[0].isupper():
            return e + 1 if tokens.keys[e - 1].lower() in self.lex.possessors else None
        return None

    def _hyphenated_given(self, e: int) -> bool:
        """Whether the hyphen at ``e`` stands in a given name like "Jae-in", "Jong-un"."""
        before, after = self.tokens.words[e - 1], self.tokens.words[e + 1]
        if not (after.islower() and 1 < len(after) <= 6 and len(before) <= 7):
            return False
        if e - 1 in self.hits or any(h.end == e for h in self._hits_near(e)):
            return False
        if after not in self.lex.compound_tails and after not in self.lex.common:
            return True
        if (
            self.tokens.words[max(e - 2, 0)] in self.lex.given
            and after not in self.lex.compound_tails
        ):
            return True
        behind_name = (
            e > 1 and self.tokens.words[e - 2][0].isupper() and e - 1 not in self.tokens.breaks
        )
        return (
            behind_name and len(after) <= 4 and len(before) <= 5 and not self.lex.is_common(before)
        )

    def _hits_near(self, e: int) -> list[Hit]:
        return [self.hits[x] for x in range(max(0, e - 4), e) if x in self.hits]
