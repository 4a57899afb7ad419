"""People whose name holds a word that else heads a place, an event or a time in power."""

from __future__ import annotations

from diploread.index.entities.run_places import PlaceNames

IN_POWER = "in-power"
"""The rule behind the family name in "the Vennick Administration"."""


class PeopleNames(PlaceNames):
    """Adds to runs who is named by "Lena Hill", "Orlo Day", "the Orlo-Vennick talks"."""

    def _given_and_head(self, k: int, b: int) -> bool:
        """Whether a word like "Hill" ends a personal name: "Lena Hill", not "in Lena Hill"."""
        tokens, lex = self.tokens, self.lex
        if tokens.keys[b - 1].lower() not in lex.head_surnames:
            return False
        if b - k > 2 and not (b - k == 3 and tokens.words[k + 1].endswith(".")):
            return False
        before = tokens.keys[k - 1].lower() if k and k not in tokens.breaks else ""
        placed = before == "the" or before in lex.place_prepositions
        return lex.is_given(tokens.words[k]) and not placed

    def _given_before_day(self, k: int, b: int) -> bool:
        """Whether a head of events ends a personal name: "Orlo William Day"."""
        tokens, lex = self.tokens, self.lex
        return tokens.words[b - 1] in lex.surnames and lex.is_given(tokens.words[k])

    def _in_power(self, k: int, b: int) -> bool:
        """Marks the family name or names before "Administration": "Vennick", "Vennick-Orlo"."""
        words, surnames = self.tokens.words, self.lex.surnames
        pair = b - k == 3 and words[k + 1] == "-"
        if not (b - k == 1 or pair) or not (words[k] in surnames and words[b - 1] in surnames):
            return False
        for x in {k, b - 1}:
            self._add(x, x + 1, "PERSON", IN_POWER)
        return True

    def _two_surnames(self, k: int, b: int) -> bool:
        """Whether ``[k, b)`` joins two people: "the Orlo-Vennick talks"."""
        tokens, lex = self.tokens, self.lex
        if b - k != 3 or tokens.words[k + 1] != "-" or b >= len(tokens):
            return False
        if tokens.keys[b] not in lex.between_names:
            return False
        return tokens.words[b - 1] in lex.surnames or tokens.words[b - 1] in lex.given
