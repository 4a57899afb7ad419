"""The state of one sentence while its attributions are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diploread.index.quotes.cues import Cue
from diploread.index.quotes.lexicon import Lexicon
from diploread.index.quotes.phrases import Range
from diploread.index.quotes.preceding import antecedent_of
from diploread.index.quotes.tokens import Token


@dataclass(slots=True)
class Finding:
    """One attribution as a rule found it; offsets in the body."""

    spans: list[Range]
    speaker: Range | None
    cue: Range | None
    rule: str
    lead_in: bool = False
    """Made from a lead-in such as ``Doe said:`` that stands in the paragraph before."""
    scare: bool = False
    """True for a term or a title between marks that nobody is quoted with."""
    area: Range | None = None
    """The sentence of the attribution; a date of saying is looked for there."""
    addressee: Range | None = None
    antecedent: Range | None = None
    """What a relative pronoun as speaker stands for."""
    relayed_by: Range | None = None
    """Who quotes the speaker: ``the network, quoting a source as saying``."""
    relay_cue: Range | None = None

    def holds(self, start: int, end: int) -> bool:
        """True where ``[start, end)`` lies inside one of the spans."""
        return any(a <= start and end <= b + 1 for a, b in self.spans)


@dataclass(slots=True)
class Sentence:
    """Tokens and cues of a sentence, and what has been found in it."""

    text: str
    tokens: Sequence[Token]
    words: Lexicon
    cues: list[Cue]
    high: int
    """End of the sentence in tokens, without its final punctuation."""
    findings: list[Finding] = field(default_factory=list)
    taken: list[Range] = field(default_factory=list)
    """Token ranges that are content of a finding already."""
    spent: set[int] = field(default_factory=set)
    """Tokens of cues that a finding has used."""
    silent: list[Range] = field(default_factory=list)
    """Subjects (offsets) of verbs of saying without content: ``Doe confirmed that.``"""
    latest: tuple[Range, int] | None = None
    """Subject of the attribution read last, and the token behind its content."""
    closing: Range | None = None
    """Subject of the attribution that has closed a quotation: ``"…," Doe said``."""
    subject: Range | None = None
    """Subject of the first attribution: that of its participles and conjoined verbs too."""

    def inside(self, i: int) -> bool:
        """True where token ``i`` belongs to a finding already."""
        return i in self.spent or any(a <= i < b for a, b in self.taken)

    def offsets(self, token_range: Range) -> Range:
        """The range of tokens as a range of the body."""
        return (self.tokens[token_range[0]].start, self.tokens[token_range[1] - 1].end)

    def add(
        self, rule: str, content: Sequence[Range], speaker: Range | None, cue: Range | None
    ) -> Finding:
        """Record a finding; all ranges in tokens."""
        finding = Finding(
            spans=[self.offsets(part) for part in content if part[1] > part[0]],
            speaker=self.offsets(speaker) if speaker else None,
            cue=self.offsets(cue) if cue else None,
            rule=rule,
            area=(self.tokens[0].start, self.tokens[-1].end),
        )
        relative = ("who", "which", "that")
        if speaker and speaker[1] - speaker[0] == 1 and self.tokens[speaker[0]].lower in relative:
            antecedent = antecedent_of(self.tokens, speaker[0], 0, self.words)
            finding.antecedent = self.offsets(antecedent) if antecedent else None
        self.findings.append(finding)
        self.taken.extend(content)
        return finding


def content_end(tokens: Sequence[Token]) -> int:
    """End of the sentence without its final punctuation."""
    high = len(tokens)
    closing = ".?!)" if tokens and tokens[0].text == "(" else ".?!"
    while high > 0 and tokens[high - 1].mark is None and tokens[high - 1].text in closing:
        high -= 1
    return high
