"""Quotations that run beyond a sentence: split, floating, in several paragraphs, after a lead-in.

A sentence that is nothing but a quotation belongs to the attribution before it: as a further piece
of the same quote within the paragraph, as a floating quote of the same speaker in a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diploread.index.quotes.attribution import read_attributions
from diploread.index.quotes.cues import find_cues
from diploread.index.quotes.fragments import read_closing_names, read_fragment, read_named_fragment
from diploread.index.quotes.layout import headline, transcript
from diploread.index.quotes.lexicon import OPENER, Lexicon
from diploread.index.quotes.marks import Marked, Quoted
from diploread.index.quotes.nouns import read_noun_cues
from diploread.index.quotes.paragraphs import Range
from diploread.index.quotes.phrases import phrase_start
from diploread.index.quotes.preceding import subject_before
from diploread.index.quotes.sentence import Finding, Sentence, content_end
from diploread.index.quotes.sentences import sentences
from diploread.index.quotes.tokens import Token, tokenize

SHORTEST_FLOATING = 18
"""Letters below which a quotation alone in its paragraph is rather a heading than speech."""


SHORTEST_BLOCK = 60
"""Characters from which a paragraph behind ``he wrote,`` is read as the words that he wrote."""
SHORTEST_WITHIN = 40
"""Characters a quotation must have to be searched for reports of others' words."""
LONGEST_LABEL = 10
"""Tokens of a line that names the speaker of the quotation below it."""
MOST_WITHIN = 12
"""Sentences of a quotation that are searched."""


@dataclass(slots=True)
class Discourse:
    """What a paragraph must know of those before it."""

    text: str
    marked: Sequence[Marked]
    quoted: Quoted
    words: Lexicon
    findings: list[Finding] = field(default_factory=list)
    last: Finding | None = None
    """The last attribution with quotation marks in it: whom a floating quote belongs to."""
    lead_in: Finding | None = None
    block: Finding | None = None
    """Who speaks in the next paragraph, if that has no marks: ``he wrote,``."""
    starts: list[int] = field(default_factory=list)
    """Where each sentence begins."""
    silent: list[Range] = field(default_factory=list)
    """Who speaks without being quoted; see :attr:`Sentence.silent`."""
    open: Finding | None = None
    """The attribution whose quotation the paragraph before left open."""


def read_paragraphs(discourse: Discourse, paragraphs: Sequence[Range]) -> list[Finding]:
    """The findings of all paragraphs, in the order in which they were made."""
    turns = transcript(discourse.text, paragraphs, discourse.words)
    for number, (start, end) in enumerate(paragraphs):
        if number in turns:
            turn = turns[number]
            if turn is not None:
                discourse.findings.append(turn)
            continue
        if number < 2:
            title = headline(discourse.text, (start, end), discourse.words)
            if title is not None:
                discourse.findings.append(title)
                continue
        tokens = tokenize(discourse.text, start, end, discourse.marked, discourse.words)
        if not tokens:
            continue
        here: list[Finding] = []
        if _read_block(discourse, tokens):
            continue
        for part in sentences(discourse.text, tokens, discourse.words):
            discourse.starts.append(part[0].start)
            _read_sentence(discourse, part, here)
        discourse.open = _left_open(discourse, tokens)
    return discourse.findings


def read_sentence(text: str, tokens: Sequence[Token], words: Lexicon) -> Sentence:
    """One sentence by the rules that need nothing but the sentence."""
    sentence = Sentence(text, tokens, words, find_cues(tokens, words), content_end(tokens))
    if sentence.high:
        read_attributions(sentence)
        read_noun_cues(sentence)
        read_closing_names(sentence)
    return sentence


def _read_sentence(discourse: Discourse, tokens: list[Token], here: list[Finding]) -> None:
    sentence = read_sentence(discourse.text, tokens, discourse.words)
    found = sentence.findings
    discourse.silent.extend(sentence.silent)
    free = [
        i
        for i, token in enumerate(tokens)
        if token.mark is not None and not any(f.holds(token.start, token.end) for f in found)
    ]
    only_quoted = all(not token.word or token.flags & OPENER for token in tokens)
    if not found and free and only_quoted:
        found = _floating(discourse, [tokens[i] for i in free], here)
    elif not found and free and free[0] == 0 and _continues(discourse, tokens, here):
        assert discourse.last is not None
        discourse.last.spans.append((tokens[0].start, tokens[-1].end))
        only_quoted = True
    elif discourse.open is not None and free and free[0] == 0:
        discourse.open.spans.append((tokens[0].start, tokens[0].end))
        free = free[1:]
        found = list(found)
    if not only_quoted:
        for i in free:
            if not any(f.holds(tokens[i].start, tokens[i].end) for f in sentence.findings):
                read_fragment(sentence, i)
        for i, token in enumerate(tokens):
            if token.mark is not None and i not in free:
                read_named_fragment(sentence, i)
        found = sentence.findings
    discourse.findings.extend(
        finding
        for token in tokens
        if token.mark is not None
        for finding in _within(discourse, token)
    )
    for finding in found:
        discourse.findings.append(finding)
        here.append(finding)
        if _has_marks(discourse.quoted, finding):
            discourse.last = finding
    discourse.lead_in = _lead_in(sentence) if tokens[-1].text == ":" else None
    discourse.block = _announces_block(sentence)
    discourse.open = None


def _announces_block(sentence: Sentence) -> Finding | None:
    """``Later that month he relayed,`` at the end of a paragraph: the next one is his words."""
    tokens = sentence.tokens
    if not sentence.cues or tokens[-1].text not in (",", ":"):
        return None
    cue = sentence.cues[-1]
    if cue.index != len(tokens) - 2 or cue.kind not in ("ed", "s"):
        return None
    return _lead_in(sentence)


def _read_block(discourse: Discourse, tokens: Sequence[Token]) -> bool:
    """True where the paragraph is a quotation set apart without marks."""
    block, discourse.block = discourse.block, None
    long = tokens[-1].end - tokens[0].start >= SHORTEST_BLOCK
    if block is None or tokens[0].mark is not None or not long or tokens[-1].text not in ".?!":
        return False
    discourse.starts.append(tokens[0].start)
    block.spans = [(tokens[0].start, tokens[-1].end)]
    block.lead_in = True
    discourse.findings.append(block)
    discourse.lead_in = None
    return True


def _continues(discourse: Discourse, tokens: Sequence[Token], here: Sequence[Finding]) -> bool:
    """``"A," Doe said. "B" and so on.``: a sentence that opens with a piece of the same quote."""
    last = discourse.last
    if last is None or not here or here[-1] is not last or discourse.open is not None:
        return False
    first = tokens[0]
    return (first.end - first.start) * 2 > tokens[-1].end - first.start


def _within(discourse: Discourse, token: Token) -> list[Finding]:
    """Whom a quotation quotes itself: ``"The President said the talks failed," Doe said``."""
    assert token.mark is not None
    start, end = token.start + 1, token.end - (1 if token.mark.closed else 0)
    if end - start < SHORTEST_WITHIN:
        return []
    inner = tokenize(discourse.text, start, end, (), discourse.words)
    found: list[Finding] = []
    for part in sentences(discourse.text, inner, discourse.words)[:MOST_WITHIN]:
        for finding in read_sentence(discourse.text, part, discourse.words).findings:
            speaker = finding.speaker
            if speaker is None or finding.rule != "after" or not part[0].capital:
                continue
            printed = discourse.text[speaker[0] : speaker[1]]
            if speaker[0] == part[0].start and " " in printed and printed.split()[-1][0].isupper():
                finding.rule = "within"
                found.append(finding)
    return found


def _has_marks(quoted: Quoted, finding: Finding) -> bool:
    return any(quoted.touches(a, b) for a, b in finding.spans)


def _floating(
    discourse: Discourse, tokens: Sequence[Token], here: Sequence[Finding]
) -> list[Finding]:
    """A sentence of quotation alone: a piece of an earlier quote, or a quote of its own."""
    spans = [(token.start, token.end) for token in tokens]
    lead, last = discourse.lead_in, discourse.last
    if lead is not None:
        return [Finding(spans, lead.speaker, lead.cue, "lead-in", lead_in=True)]
    if discourse.open is not None:
        discourse.open.spans.extend(spans)
        discourse.last = discourse.open
        return []
    if last is not None and any(last is finding for finding in reversed(here)):
        last.spans.extend(spans)
        return []
    if here and here[-1].speaker is not None:
        last = here[-1]  # Doe said it would sail. "It is ready."
    if last is not None:
        floating = Finding(spans, last.speaker, None, "floating", antecedent=last.antecedent)
        letters = sum(map(str.isalpha, discourse.text[spans[0][0] : spans[-1][1]]))
        floating.scare = letters < SHORTEST_FLOATING and len(spans) == 1
        return [floating]
    return [Finding(spans, None, None, "unattributed")]


def _lead_in(sentence: Sentence) -> Finding | None:
    """``Doe told the assembly:`` at the end of a paragraph."""
    for cue in reversed(sentence.cues):
        subject = subject_before(sentence.tokens, cue.index, 0, sentence.words)
        if subject is not None:
            cue_range = sentence.offsets((cue.index, cue.index + 1))
            return Finding([], sentence.offsets(subject), cue_range, "lead-in")
    return _label(sentence)


def _label(sentence: Sentence) -> Finding | None:
    """``Jane Doe:`` as a line of its own, above her words."""
    tokens, last = sentence.tokens, len(sentence.tokens) - 1
    if not 0 < last <= LONGEST_LABEL or sentence.cues or not tokens[last - 1].capital:
        return None
    label = sentence.offsets((0, last))
    if phrase_start(tokens, last - 1, 0, sentence.words) != 0 or not tokens[0].capital:
        return None
    if sentence.text[slice(*label)].lower() in sentence.words.no_labels:
        return None
    return Finding([], label, sentence.offsets((last, last + 1)), "lead-in")


def _left_open(discourse: Discourse, tokens: Sequence[Token]) -> Finding | None:
    """The finding whose quotation this paragraph leaves open for the next one."""
    marks = [token.mark for token in tokens if token.mark is not None]
    if not marks or not marks[-1].continues:
        return None
    span = marks[-1]
    for finding in reversed(discourse.findings):
        if any(a <= span.start < b or a < span.end <= b for a, b in finding.spans):
            return finding
    return None
