"""Events named after who holds them: "Norland-Orlo Accords", "NATO Culture Ministerial"."""

from __future__ import annotations

from diploread.index.entities.run_people import PeopleNames

_PARTIES = frozenset(("norp/republican-us", "norp/democrat-us"))
_MEETINGS = frozenset(("ministerial", "summit", "dialogue"))


class EventNames(PeopleNames):
    """Adds to runs where the name of an event ends, and what is named in a heading only."""

    def _event_at(self, e: int, end: int) -> bool:
        return any(
            self.tokens.keys[x].lower() in self.lex.named_events for x in range(e, min(end, e + 4))
        )

    def _event(self, k: int, e: int, end: int) -> int:
        for x in range(e, min(end, e + 4)):
            if self.tokens.keys[x].lower() in self.lex.named_events:
                self._add(k, x + 1, "EVENT", "event-head")
                return x + 1
        return e

    def _meets_at(self, e: int, end: int) -> bool:
        """Whether a meeting of the body before ``e`` is named: "G99 [Culture] Ministerial"."""
        if self._event_at(e, min(end, e + 1)):
            return True
        last = next(
            (x for x in range(e, min(end, e + 3)) if self.tokens.keys[x].lower() in _MEETINGS), e
        )
        return last > e and not any(
            self.tokens.keys[x].lower() in self.lex.heads | self.lex.org_heads
            for x in range(e, last)
        )

    def _party_at(self, k: int) -> bool:
        """Whether members of a party are named at ``k``."""
        hit = self.hits.get(k)
        return hit is not None and hit.entity.id in _PARTIES

    def _only_a_heading(self, k: int, e: int, body: int) -> bool:
        """Whether a heading speaks of what a body has: "Targeting NATO's Supply Network"."""
        tokens, lex = self.tokens, self.lex
        weak = tokens.keys[body - 1].lower() in lex.org_weak
        plain = all(lex.is_common(tokens.keys[x]) for x in range(e, body))
        return weak and body - e > 1 and plain and self._in_heading(k)

    def _is_head(self, x: int) -> bool:
        return self.tokens.keys[x].lower() in self.lex.org_heads
