"""Where a time stands in its sentence so that the text behind it goes on with it."""

from __future__ import annotations

from extractor.linking.period_words import PeriodWords
from extractor.model import Period

_LONGEST_LEAD, _LONGEST_PLACE, _LONGEST_SUBJECT = 45, 6, 7
"""Characters of a lead-in, of a place before a time zone, and of a subject, spaces included."""
_QUARTER = 92
_PREPOSITIONS = "比较在到自从于由与和同至"


def opens(text: str, words: PeriodWords, start: int, end: int) -> bool:
    """Nothing but a dateline, a lead-in with a colon or a time zone stands before a time in
    its sentence."""
    if end - start > _LONGEST_LEAD:
        return False
    left = text[start:end].strip("“　 ")
    if not left or left.endswith(("）", ")", "：", ":", "电", "讯")):
        return True
    for zone in words.zones:
        if left.endswith(zone):
            return len(left) - len(zone) <= _LONGEST_PLACE  # 美国当地时间
    return False


def is_told(text: str, words: PeriodWords, start: int, end: int) -> bool:
    """Nothing but who told it stands before: 记者从青河海关获悉，|今年前三季度."""
    if end - start > _LONGEST_LEAD:
        return False
    left = text[start:end].lstrip("　 ")
    if not left.endswith(("，", ",")):
        return False
    return left.startswith("据") or any(map(left.__contains__, words.report))


def is_of_subject(text: str, start: int, end: int, period: Period) -> bool:
    """Nothing but a short subject stands before half a year or more: 公司|2023年实现营收."""
    if end - start > _LONGEST_SUBJECT or period.first is None or period.last is None:
        return False
    subject = text[start:end].strip("　 ")
    is_long = (period.last - period.first).days > _QUARTER
    return is_long and subject.isalpha() and subject[-1] not in _PREPOSITIONS
