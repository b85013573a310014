"""How well numbers are told to be changes, against what, and by what they are divided.

    python -m benchmarks.changes FOLDER [--show]

FOLDER is laid out as ``benchmarks.score`` tells. For ``change``, ``compared_to`` and ``per`` a
table of the values wanted by those found, and the F1 over the values that are not null. A baseline
in the article's own words counts as none, as it is none in the annotation.
"""

from __future__ import annotations

from benchmarks.gold import Annotated, arguments, confusion

FIELDS = ("change", "compared_to", "per")
_NAMED = ("year_on_year", "month_on_month")


def readings(item: Annotated, field: str) -> tuple[str | None, str | None]:
    """What was wanted of a field and what was found."""
    found: str | None = {
        "change": item.fact.change,
        "compared_to": item.fact.compared_to if item.fact.compared_to in _NAMED else None,
        "per": item.fact.quantity.per,
    }[field]
    return item.row[field], found


def main() -> None:
    found, show = arguments(__doc__ or "")
    for field in FIELDS:
        asked = [(item, *readings(item, field)) for item in found if field in item.row]
        pairs = [(wanted, got) for _, wanted, got in asked]
        if show:
            for item, wanted, got in asked:
                if wanted != got:
                    print(f"{item.article} {field} {got}, not {wanted}: {item.context}")
        right = sum(wanted == got is not None for wanted, got in pairs)
        both = sum(wanted is not None for wanted, _ in pairs)
        both += sum(got is not None for _, got in pairs)
        print("\n".join(confusion(pairs)))
        print(f"{field} F1 {2 * right / both if both else 1:.3f} ({right} right)\n")


if __name__ == "__main__":
    main()
