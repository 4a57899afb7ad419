"""What changed between two wordings: ``we [-want-]{+expect+} the strait open``."""

from __future__ import annotations

from difflib import SequenceMatcher


def word_diff(old: str, new: str) -> str:
    """The two texts as one line, words taken out in ``[- -]``, words put in in ``{+ +}``."""
    before, after = old.split(), new.split()
    out: list[str] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            out.append(" ".join(before[i:j]))
            continue
        gone = f"[-{' '.join(before[i:j])}-]" if i < j else ""
        come = f"{{+{' '.join(after[k:m])}+}}" if k < m else ""
        out.append(gone + come)
    return " ".join(out)


def nearest(words: list[str], wanted: list[str]) -> tuple[int, int] | None:
    """The stretch of ``words`` most like ``wanted``; None where less than half is alike."""
    if not wanted:
        return None
    matcher = SequenceMatcher(None, words, wanted, autojunk=False)
    best = matcher.find_longest_match()
    if best.size == 0:
        return None
    slack = max(3, len(wanted) // 3)
    low = max(0, best.a - best.b - slack)
    high = min(len(words), best.a - best.b + len(wanted) + slack)
    inner = SequenceMatcher(None, words[low:high], wanted, autojunk=False)
    blocks = [block for block in inner.get_matching_blocks() if block.size]
    if 2 * sum(block.size for block in blocks) < len(wanted):
        return None
    first, last = blocks[0], blocks[-1]
    start = max(low, low + first.a - first.b)
    return start, min(len(words), low + last.a + last.size + len(wanted) - last.b - last.size)
