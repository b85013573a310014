from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from extractor.model import DateMention, Document, Fact
from extractor.writing.records import (
    DATE_KEYS,
    DOCUMENT_KEYS,
    FACT_KEYS,
    FINDING_KEYS,
    date_record,
    document_record,
    fact_record,
    to_json,
)
from extractor.writing.schema import schema


def problems(shape: Any, value: object) -> list[str]:
    validator = Draft202012Validator(schema(shape))
    return [error.message for error in validator.iter_errors(json.loads(to_json(value)))]


@pytest.mark.parametrize("shape", ["json", "fact", "date", "finding"])
def test_schemas_are_schemas(shape: Any) -> None:
    Draft202012Validator.check_schema(schema(shape))
    assert json.loads(to_json(schema(shape), indent=2)) == schema(shape)


def test_keys_are_those_of_the_records() -> None:
    parts = schema()["$defs"]
    for name, keys in (
        ("document", DOCUMENT_KEYS),
        ("fact", FACT_KEYS),
        ("date", DATE_KEYS),
        ("finding", FINDING_KEYS),
    ):
        assert tuple(parts[name]["properties"]) == tuple(parts[name]["required"]) == keys


def test_every_key_is_described() -> None:
    def undescribed(part: Mapping[str, Any]) -> Iterator[str]:
        for key, value in part.get("properties", {}).items():
            if "$ref" not in value and not value.get("description"):
                yield key

    assert [key for part in schema()["$defs"].values() for key in undescribed(part)] == []


def test_records_fit(
    document: Document, facts: Sequence[Fact], dates: Sequence[DateMention]
) -> None:
    fact_records = [fact_record(document, fact) for fact in facts]
    date_records = [date_record(document, date, facts[0].sentence) for date in dates]
    whole = {
        "document": document_record(document),
        "facts": fact_records,
        "dates": date_records,
    }
    assert [problems("fact", record) for record in fact_records] == [[]] * len(facts)
    assert [problems("date", record) for record in date_records] == [[]] * len(dates)
    assert problems("json", whole) == []
    assert problems("json", [whole]) == []
    assert problems("json", []) == []
    del whole["facts"]
    assert problems("json", whole) == []


def test_text_passed_in_python_fits() -> None:
    empty = {"document": document_record(Document("")), "facts": [], "dates": []}
    assert problems("json", empty) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "number"),
        ("kind", None),
        ("modifier", ">="),
        ("change", "up"),
        ("role", "in"),
        ("value", "75"),
        ("start", -1),
        ("start", None),
        ("category", "Health Care"),
        ("published", "18 July"),
        ("date", "上半年"),
        ("date_start", "2021-06"),
        ("rule", "yuan"),
        ("sentence", None),
    ],
)
def test_what_the_contract_forbids_fails(
    document: Document, facts: Sequence[Fact], key: str, value: object
) -> None:
    assert len(problems("fact", fact_record(document, facts[11]) | {key: value})) == 1


def test_keys_may_be_neither_missing_nor_added(document: Document, facts: Sequence[Fact]) -> None:
    record = fact_record(document, facts[11])
    assert problems("fact", record | {"extra": 1})
    del record["role"]
    assert problems("fact", record) == ["'role' is a required property"]


@pytest.mark.parametrize(
    "date",
    [
        "2020-04-15", "2020-04", "2020", "2008-03-21T06:33", "2020-01/2020-03", "../2020-06-30",
        "2020-06/..", "199X", "2019~", "2016/2020",
    ],
)  # fmt: skip
def test_every_form_of_date_fits(document: Document, facts: Sequence[Fact], date: str) -> None:
    assert problems("fact", fact_record(document, facts[11]) | {"date": date}) == []
