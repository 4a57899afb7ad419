"""Which of several encodings a text was written in, judged by what authors write.

Detectors need many letters beyond ASCII to tell Latin alphabets apart. A wire story has ten of
them, nearly all curly quotation marks and dashes, and those say it plainly: in the right encoding
they stand at the edges of words, in the wrong one they are odd letters inside them.
"""

from __future__ import annotations

import re

_TYPOGRAPHIC = frozenset("“”‘’„‚«»‹›–—…•·€£§°©®™\u00a0")
_HIGH = re.compile(rb"[\x80-\xff]")
_SURROUNDINGS = 24
SAMPLED = 64 * 1024
_SAMPLES = 200
_CANDIDATES = ("cp1252", "mac_roman", "cp1250")


def most_plausible(data: bytes, guess: str) -> str:
    """``guess``, or a Western encoding that explains the bytes clearly better."""
    scores = {name: _plausibility(data, name) for name in dict.fromkeys((guess, *_CANDIDATES))}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > scores[guess] + 0.05 else guess


def plainly_western(data: bytes) -> bool:
    """Whether this is Western text in cp1252 beyond reasonable doubt, which spares detection.

    Few bytes beyond ASCII, nearly all of them quotation marks and dashes where such belong, and no
    other Western encoding that explains them as well.
    """
    high = len(_HIGH.findall(data[:SAMPLED]))
    if not high or high * 20 > min(len(data), SAMPLED):
        return False
    worth = _plausibility(data, "cp1252")
    if worth < 0.75:
        return False
    # cp1250 has the same marks at the same places; what tells it apart are letters, which it loses.
    return worth >= _plausibility(data, "cp1250") and worth > _plausibility(data, "mac_roman") + 0.3


def _plausibility(data: bytes, name: str) -> float:
    """Mean worth of the characters beyond ASCII, from -1 to 1."""
    worth = 0.0
    count = 0
    for match in _HIGH.finditer(data):
        low = max(0, match.start() - 1)
        try:
            around = data[low : match.start() + 2].decode(name)
        except (UnicodeDecodeError, LookupError):
            worth -= 1.0
        else:
            worth += _worth(around, match.start() - low)
        count += 1
        if count == _SAMPLES:
            break
    return worth / count if count else 0.0


def _worth(around: str, index: int) -> float:
    if index >= len(around):
        return 0.0
    char = around[index]
    before = around[index - 1] if index else " "
    after = around[index + 1] if index + 1 < len(around) else " "
    if char in _TYPOGRAPHIC:
        return 1.0
    if "\x80" <= char < "\xa0":
        return -1.0
    if char.isalpha():
        if char.islower():
            beside = before.isalpha() or after.isalpha()
            return 0.6 if beside and not before.isdigit() else -0.6
        return 0.4 if not before.isalpha() and after.islower() else -0.4
    return -0.5


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark, told by its zero bytes or by the scripts it would be in."""
    sample = data[:4096]
    if len(sample) < 8:
        return None
    sample = sample[: len(sample) & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half:
        return "utf-16-be"
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, "ignore")
        if text and _east_asian(text):
            return name
    return None


def _east_asian(text: str) -> bool:
    """Whether nearly all of it is Chinese, Japanese or Korean with its own punctuation."""
    known = sum(1 for c in text if "\u3000" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff"
                or "\uac00" <= c <= "\ud7a3" or "\uff00" <= c <= "\uffef" or " " <= c < "\x7f"
                or c in "\r\n“”‘’…—")  # fmt: skip
    own = sum(1 for c in text if "\u3000" <= c <= "\u30ff" or "\uac00" <= c <= "\ud7a3")
    return known >= 0.97 * len(text) and own >= 0.08 * len(text)
