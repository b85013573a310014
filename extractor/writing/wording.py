"""The words that people read around the facts, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.model import Document, Fact
from extractor.writing.records import iso
from extractor.writing.values import Lang

WORDS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {
        "untitled": "（无标题）",
        "undated": "发布日期未知",
        "published": "发布于",
        "option": "由 --date 指定",
        "header": "据文首",
        "metadata": "据元数据",
        "dateline": "据电头",
        "filename": "据文件名",
        "increase": "↑",
        "decrease": "↓",
        "from": "由",
        "to": "到",
        "year_on_year": "同比",
        "month_on_month": "环比",
        "than": "比",
        "facts": "事实 {} 条",
        "dates": "日期 {} 处",
        "counted": "{name} {number}",
        "count": "数量",
        "measure": "度量",
        "money": "金额",
        "percent": "百分比",
        "ratio": "比值",
        "rank": "名次",
        "duration": "时长",
        "score": "比分",
        "date": "日期",
        "datetime": "时刻",
        "period": "时段",
        "recurring": "重复",
        "conflict": "矛盾",
        "ok": "相符",
        "sum": "合计",
        "average": "平均",
        "share": "占比",
        "change": "变化",
        "repeat": "重复",
        "range": "范围",
        "findings": "矛盾 {} 处，相符 {} 处",
        "all_findings": "文章 {} 篇：",
        "rounded": "小数位多的数值取四位有效数字，确切数字见原文一栏。",
        "colon": "：",
        "separator": "，",
        "full_stop": "；",
        "opening": "（",
        "closing": "）",
    },
    "en": {
        "untitled": "(untitled)",
        "undated": "publication date unknown",
        "published": "published",
        "option": "given by --date",
        "header": "from the header",
        "metadata": "from the metadata",
        "dateline": "from the dateline",
        "filename": "from the file name",
        "increase": "↑",
        "decrease": "↓",
        "from": "from",
        "to": "to",
        "year_on_year": "YoY",
        "month_on_month": "MoM",
        "than": "vs ",
        "facts": "{} facts",
        "dates": "{} dates",
        "counted": "{number} {name}",
        "count": "count",
        "measure": "measure",
        "money": "money",
        "percent": "percent",
        "ratio": "ratio",
        "rank": "rank",
        "duration": "duration",
        "score": "score",
        "date": "date",
        "datetime": "date and time",
        "period": "period",
        "recurring": "recurring",
        "conflict": "conflict",
        "ok": "ok",
        "sum": "sum",
        "average": "average",
        "share": "share",
        "change": "change",
        "repeat": "repeat",
        "range": "range",
        "findings": "conflicts: {}, relations that hold: {}",
        "all_findings": "{} articles; ",
        "rounded": "Values with many decimals show four significant digits; the quote is exact.",
        "colon": ": ",
        "separator": ", ",
        "full_stop": "; ",
        "opening": " (",
        "closing": ")",
    },
}


def change_phrase(fact: Fact, lang: Lang) -> str:
    """``↑ 同比``: the direction, the side in 由A提高到B, and what it is compared to."""
    words = WORDS[lang]
    parts = [words[part] for part in (fact.change, fact.quantity.role) if part]
    if fact.compared_to in ("year_on_year", "month_on_month"):
        parts.append(words[fact.compared_to])
    elif fact.compared_to:
        parts.append(words["than"] + fact.compared_to)
    return " ".join(parts)


def publication_line(document: Document, lang: Lang) -> str:
    """When and by whom a document was published, and where it was read from."""
    words = WORDS[lang]
    date = (iso(document.published) or "").replace("T", " ")
    published = f"{words['published']} {date}" if date else words["undated"]
    if date and document.published_from:
        published += words["opening"] + words[document.published_from] + words["closing"]
    parts = (published, document.publisher, document.author, document.source)
    return " · ".join(part for part in parts if part)
