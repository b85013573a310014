"""The JSON Schema of what is written: the json object, a line of facts, a line of dates."""

from __future__ import annotations

from typing import Any, Literal, get_args

from extractor.model import (
    Change,
    DateType,
    FindingKind,
    FindingStatus,
    Kind,
    Modifier,
    PublishedFrom,
    Role,
)  # fmt: skip

Shape = Literal["json", "fact", "date", "finding"]
Schema = dict[str, Any]


def schema(shape: Shape = "json") -> Schema:
    """The JSON Schema (draft 2020-12) of the json output or of a line: a fact, a date, a finding.

    The parts stand under ``$defs`` (extraction, dates_only, document, fact, date, finding, quote),
    so that one schema serves all shapes; ``shape`` only chooses which of them the whole must match.
    """
    root: Schema = {"$ref": f"#/$defs/{shape}"}
    if shape == "json":
        one = [{"$ref": "#/$defs/extraction"}, {"$ref": "#/$defs/dates_only"}]
        findings = {"type": "array", "items": {"$ref": "#/$defs/finding"}}
        root = {"anyOf": [*one, {"type": "array", "items": {"anyOf": one}}, findings]}
    facts = {"type": "array", "items": {"$ref": "#/$defs/fact"}, "description": "In text order."}
    dates = {"type": "array", "items": {"$ref": "#/$defs/date"}, "description": "In text order."}
    document = {"$ref": "#/$defs/document"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": {
            "json": "The facts and dates of Chinese news: one document, or an array of them",
            "fact": "A fact of a Chinese news text: one line of jsonl",
            "date": "A date mention of a Chinese news text: one line of jsonl",
            "finding": "Numbers that agree or contradict each other: one line of extract check",
        }[shape],
        **root,
        "$defs": {
            "extraction": _object(
                "A document with all its facts and date mentions.",
                {"document": document, "facts": facts, "dates": dates},
            ),
            "dates_only": _object(
                "A document with its date mentions alone (extract dates).",
                {"document": document, "dates": dates},
            ),
            "document": _object("What is known of the article itself.", _document()),
            "fact": _object("A number with all that the article says of it.", _fact()),
            "date": _object(
                "An expression of calendar time; a length of time is a fact.", _date_mention()
            ),
            "finding": _object("Numbers that ought to agree, and whether they do.", _finding()),
            "quote": {
                **_object("Where a number of a finding stands.", _citation()),
                "required": ["start", "end", "text"],
            },
        },
    }


def _object(description: str, properties: Schema) -> Schema:
    """Every key is always there, and no other."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", **more, "description": description}


def _text_or_null(description: str, **more: Any) -> Schema:
    return {"type": ["string", "null"], **more, "description": description}


def _number(description: str) -> Schema:
    return {"type": ["number", "null"], "description": description}


def _offset(description: str, *, nullable: bool = False) -> Schema:
    kind = ["integer", "null"] if nullable else "integer"
    return {"type": kind, "minimum": 0, "description": description}


def _one_of(literal: object, description: str, *, nullable: bool = False) -> Schema:
    values = list(get_args(literal))
    return {"enum": [*values, None] if nullable else values, "description": description}


_DAY = r"^\d{4,}-\d\d-\d\d$"
_MOMENT = r"^\d{4,}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d)?)?$"
_EDTF = r"^(\.\.|-?[\dX]{4,}[\dTX:~+-]*)(/(\.\.|-?[\dX]{4,}[\dTX:~+-]*))?$"


def _source() -> Schema:
    return _text_or_null(
        "The path as given; a folder, a slash and the relative path for a file found in a folder; "
        "- for standard input; null for text passed in Python."
    )


def _title() -> Schema:
    return _text_or_null("The headline; null where none could be told from the text.")


def _published() -> Schema:
    return _text_or_null(
        "The day or moment of publication, against which relative dates are read.", pattern=_MOMENT
    )


def _rule() -> Schema:
    return _text(
        "The rule that found it: its table and its id.", pattern=r"^[a-z][a-z0-9_-]*/[^\s/]+$"
    )


def _sentence() -> Schema:
    return _text("The whole sentence it stands in.")


def _quote() -> Schema:
    return {
        "start": _offset("Where the quote begins, in code points of the document's text."),
        "end": _offset("Where the quote ends, exclusive."),
    }


def _days() -> Schema:
    return {
        "date_start": _text_or_null("The first day; null where open or not known.", pattern=_DAY),
        "date_end": _text_or_null("The last day; null where open or not known.", pattern=_DAY),
    }


def _document() -> Schema:
    return {
        "source": _source(),
        "format": _text("What the file was read as: text, markdown, html, docx or pdf."),
        "encoding": _text_or_null(
            "The character encoding it was decoded from; null for docx, pdf and text in hand."
        ),
        "characters": _offset("The length of the document's text in code points."),
        "title": _title(),
        "published": _published(),
        "published_from": _one_of(
            PublishedFrom,
            "Where the publication date was found: given by the user, the line under the title, "
            "meta data of the file, the dateline of the text, the file name.",
            nullable=True,
        ),
        "publisher": _text_or_null("The newspaper, agency or site that published it."),
        "author": _text_or_null("The author or reporter named."),
        "warnings": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What a reader of the facts should know went less than well.",
        },
    }


def _fact() -> Schema:
    return {
        "source": _source(),
        "title": _title(),
        "published": _published(),
        **_quote(),
        "text": _text("The quote: number, unit, and the words that bound it and touch it."),
        "kind": _one_of(
            Kind,
            "What sort of number: a count of people or things, a physical measure, money, a "
            "percentage, a ratio, a place in an order, a length of time, the score of a game.",
        ),
        "value": _number(
            "The number stated, with 万 and 亿 multiplied out; null for a range or an unnamed few."
        ),
        "lower": _number("The least that the words allow; null where open."),
        "upper": _number("The most that the words allow; null where open."),
        "modifier": _one_of(
            Modifier,
            "How the words bound or hedge the number; null where they state it plainly.",
            nullable=True,
        ),
        "unit": _text_or_null(
            "The unit in its usual Chinese spelling, without 万 or 亿; null where there is none."
        ),
        "unit_code": _text_or_null(
            "The unit's code: ISO 4217 for money, else UCUM; null where neither has one."
        ),
        "si_value": _number("The value in si_unit, to 15 digits; null without a fixed factor."),
        "si_unit": _text_or_null("The SI unit that si_value is in."),
        "per": _text_or_null("The denominator of a rate, such as 年 in 元/年."),
        "subject": _text_or_null("What is counted or measured, a slice of the document's text."),
        "subject_start": _offset("Where the subject begins.", nullable=True),
        "subject_end": _offset("Where the subject ends, exclusive.", nullable=True),
        "change": _one_of(
            Change,
            "The direction, when the number is the size of a change over time; null for a level.",
            nullable=True,
        ),
        "compared_to": _text_or_null(
            "What it is compared with: year_on_year, month_on_month, or the article's own words."
        ),
        "role": _one_of(Role, "Which end of a change from one level to another.", nullable=True),
        "place": _text_or_null("The place or scope the number holds for, as written."),
        "date": _text_or_null(
            "When it holds: ISO 8601 with .. for an open end, ~ for about, X for unknown digits.",
            pattern=_EDTF,
        ),
        **_days(),
        "date_text": _text_or_null("The words of the article that the date is read from."),
        "category": _text("The id of the fact's topic.", pattern=r"^[a-z][a-z0-9_-]*$"),
        "section": _text_or_null("The nearest heading above."),
        "sentence": _sentence(),
        "rule": _rule(),
    }


def _date_mention() -> Schema:
    return {
        "source": _source(),
        **_quote(),
        "text": _text("The quote: the bare expression of time."),
        "type": _one_of(
            DateType, "A day, month or year; a time of day; a stretch of time; one that recurs."
        ),
        "date": _text_or_null(
            "ISO 8601 with .. for an open end, ~ for about, X for unknown digits; null where it "
            "recurs or cannot be told.",
            pattern=_EDTF,
        ),
        **_days(),
        "sentence": _text_or_null("The whole sentence it stands in."),
        "rule": _rule(),
    }


def _finding() -> Schema:
    return {
        "source": _source(),
        "kind": _one_of(
            FindingKind,
            "What was reckoned: parts and their total, an amount divided by a count, a part by its "
            "whole, one level and another, the same thing told twice, the bounds of a "
            "range or rate, a day and that of publication.",
        ),
        "status": _one_of(FindingStatus, "Whether the numbers agree as written."),
        "message": _text("What was found, for people."),
        "stated": _number_or_date("What the article says."),
        "computed": _number_or_date(
            "What follows from its other numbers; of a day told as past, that of publication."
        ),
        "tolerance": _number(
            "How far apart the two may be, from the digits that are written; null where the words "
            "leave one side open, and of days."
        ),
        "facts": {
            "type": "array",
            "items": {"$ref": "#/$defs/quote"},
            "description": "The numbers it is about.",
        },
    }


def _number_or_date(description: str) -> Schema:
    return {"type": ["number", "string", "null"], "description": description}


def _citation() -> Schema:
    return {
        **_quote(),
        "text": _text("The quote."),
        "source": _text_or_null("The article it stands in, if that is not the finding's own."),
    }
