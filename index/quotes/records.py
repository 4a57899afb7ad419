"""Findings become the records of the article: types, chains, addressees, days, confidence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from diploread.index.article import Cue, Mention, Quote, QuoteType, Said, Via
from diploread.index.quotes.chain import bounds, outer_of, through
from diploread.index.quotes.confidence import confidence
from diploread.index.quotes.coreference import Coreference
from diploread.index.quotes.marks import Quoted, marked_spans
from diploread.index.quotes.paragraphs import Range, paragraphs
from diploread.index.quotes.said import said_in, said_on
from diploread.index.quotes.sentence import Finding

DIRECT_SHARE = 0.9
"""Share of letters inside marks from which a quote is direct."""
MIXED_SHARE = 0.02
_SINCE = re.compile(r"\b(?:since|until)\s*$")
_OTHER_TIME = re.compile(r"\b(?:who|which|whose|since|until|before|after|when)\b")
NEAR = 90
"""Characters around a cue in which a date is taken for the day of saying."""


class Recorder:
    """Makes the quotes of one body."""

    def __init__(
        self,
        body: str,
        quoted: Quoted,
        speakers: Coreference,
        mentions: Sequence[Mention],
        date: str | None,
    ) -> None:
        self.body, self.quoted, self.speakers, self.date = body, quoted, speakers, date
        self.mentions = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self.mentions]

    def records(self, findings: Sequence[Finding]) -> tuple[Quote, ...]:
        """One quote a finding; ``findings`` in reading order."""
        outers = outer_of(findings)
        return tuple(self._record(findings, i, outers) for i in range(len(findings)))

    def _record(self, findings: Sequence[Finding], i: int, outers: Sequence[int | None]) -> Quote:
        finding, outer = findings[i], outers[i]
        start, end = bounds(finding)
        speaker = self.speakers.resolve(finding.speaker)
        kind = self.type_of(finding.spans)
        return Quote(
            id="",
            type=kind,
            start=start,
            end=end,
            text=self.body[start:end],
            spans=tuple(finding.spans),
            scare=finding.scare,
            nested_in=None if outer is None else str(outer),
            speaker=speaker,
            cue=self._cue(finding.cue),
            via=self._via(findings, i, outers),
            addressees=self._addressees(finding),
            about=self._about(finding.spans),
            said=self._said(finding),
            rule=finding.rule,
            confidence=confidence(finding.rule, kind, speaker),
        )

    def type_of(self, spans: Sequence[Range]) -> QuoteType:
        """Direct, mixed or indirect by the share of letters inside quotation marks."""
        return _type(self.quoted.share(self.body, spans))

    def _cue(self, cue: Range | None) -> Cue | None:
        if cue is None:
            return None
        return Cue(start=cue[0], end=cue[1], text=self.body[cue[0] : cue[1]])

    def _via(
        self, findings: Sequence[Finding], i: int, outers: Sequence[int | None]
    ) -> tuple[Via, ...]:
        links = [(findings[i].relayed_by, findings[i].relay_cue)]
        links += [(findings[j].speaker, findings[j].cue) for j in through(i, outers)]
        chain: list[Via] = []
        for who, cue in links:
            if who is None:
                continue
            speaker = self.speakers.resolve(who)
            name = speaker.name or speaker.text
            if name and not (chain and chain[-1].name == name):
                chain.append(Via(name=name, cue=self.body[cue[0] : cue[1]] if cue else ""))
        return tuple(chain)

    def _addressees(self, finding: Finding) -> tuple[str, ...]:
        if finding.addressee is None:
            return ()
        start, end = finding.addressee
        printed = self.body[start:end]
        identity = self.speakers.identify(printed, start)
        name = identity.name or " ".join(printed.split())
        return tuple(part for part in name.split("; ") if part)

    def _about(self, spans: Sequence[Range]) -> tuple[str, ...]:
        ids: dict[str, None] = {}
        for start, end in spans:
            i = bisect_left(self._starts, start)
            while i < len(self.mentions) and self.mentions[i].end <= end:
                if self.mentions[i].id:
                    ids[str(self.mentions[i].id)] = None
                i += 1
        return tuple(ids)

    def _said(self, finding: Finding) -> Said | None:
        """The day beside the cue, outside what is said."""
        if finding.cue is None or finding.area is None:
            return None
        low = max(finding.area[0], finding.cue[0] - NEAR)
        high = min(finding.area[1], finding.cue[1] + NEAR)
        for start, end in self._outside(finding.spans, low, high):
            if start >= finding.cue[0]:  # "said Doe, who had not slept since Monday"
                other = _OTHER_TIME.search(self.body, start, end)
                end = other.start() if other else end
            found = said_on(self.body[start:end], self.date) or said_in(
                self._dates(start, end), start, end
            )
            if found is not None:
                return found
        return None

    def _dates(self, start: int, end: int) -> list[Mention]:
        i = bisect_left(self._starts, start)
        j = bisect_left(self._starts, end)
        return [m for m in self.mentions[i:j] if not _SINCE.search(self.body, start, m.start)]

    def _outside(self, spans: Sequence[Range], low: int, high: int) -> list[Range]:
        pieces: list[Range] = []
        at = low
        for start, end in spans:
            if end <= low or start >= high:
                continue
            if start > at:
                pieces.append((at, start))
            at = max(at, end)
        if at < high:
            pieces.append((at, high))
        return pieces


def type_by_marks(body: str, spans: Sequence[Range]) -> QuoteType:
    """The type of a quote with ``spans`` of ``body``, which the user has given it."""
    return _type(Quoted(marked_spans(body, paragraphs(body))).share(body, spans))


def _type(share: float) -> QuoteType:
    if share >= DIRECT_SHARE:
        return "direct"
    return "mixed" if share >= MIXED_SHARE else "indirect"
