"""Places made of a head word and what it belongs to: "Gulf of Norland", "Vennick's Island"."""

from __future__ import annotations

from diploread.index.entities.gazetteer import Hit
from diploread.index.entities.run_titles import TitledNames

ADJECTIVES = frozenset(("demonym", "people"))
"""Tags of phrases that are adjectives too."""


_DIRECTED = 2
"""Words of a region with its direction, at least."""


class PlaceNames(TitledNames):
    """Adds to runs how far the name of such a place goes."""

    def _is_physical(self, hit: Hit, e: int) -> bool:
        """Whether "Islands" behind an adjective makes a place of it; "Bay of Orlo" is one alone."""
        keys = self.tokens.keys
        if hit.tag not in ADJECTIVES or keys[e].lower() not in self.lex.physical:
            return False
        return not (e + 1 < len(keys) and keys[e + 1] == "of" and keys[e].lower() != "coast")

    def _shared_direction(self, k: int) -> Hit | None:
        """The region of the first direction in "North and South Orlo", at the first; else None."""
        tokens, directions = self.tokens, self.lex.directions
        if k + 2 >= len(tokens) or tokens.keys[k].lower() not in directions:
            return None
        second = self.hits.get(k + 2)
        if tokens.keys[k + 1] != "and" or second is None or second.tag != "region":
            return None
        keys = tokens.keys[k + 2 : second.end]
        if len(keys) < _DIRECTED or keys[0].lower() not in directions:
            return None
        region = self.lex.gazetteer.lookup(" ".join([tokens.keys[k].lower(), *keys[1:]]))
        return Hit(k + 1, region, "region") if region is not None else None

    def _owned_place(self, k: int, b: int) -> int | None:
        """The end of "Orlo's Island"; None where ``[k, b)`` owns no place in its name."""
        tokens = self.tokens
        if b - k != 1 or b + 1 >= len(tokens) or tokens.keys[b] not in ("'s", "’s"):
            return None
        head, after = tokens.keys[b + 1].lower(), tokens.words[b + 2 : b + 3]
        named = tokens.words[b + 1][0].isupper() and head in self.lex.physical
        return b + 2 if named and not any(w[0].isupper() for w in after) else None

    def _state_of(self, b: int) -> int:
        """The token of the country in "of Norland" or "of the Norlands" at ``b``."""
        keys = self.tokens.keys[b : b + 2]
        return -1 if keys[:1] != ["of"] or b in self.tokens.breaks else b + 1 + (keys[-1] == "the")

    def _of_place(self, b: int) -> int | None:
        """The end of "of Norland" behind a word like Gulf, Strait, Bay."""
        tokens = self.tokens
        if b + 1 >= len(tokens) or tokens.keys[b] != "of" or b in tokens.breaks:
            return None
        x = b + 2 if tokens.keys[b + 1] == "the" else b + 1
        if x >= len(tokens):
            return None
        hit = self.hits.get(x)
        if hit is not None:
            return hit.end
        return x + 1 if tokens.words[x][0].isupper() else None
