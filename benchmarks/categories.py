"""How often facts get a topic that a careful reader accepts.

    python -m benchmarks.categories FOLDER [--show]

FOLDER is laid out as ``benchmarks.score`` tells; of a number ``category`` are the ids accepted, the
best first. Printed is the table of the topics wanted (the best; the one found where it is accepted)
by those found, topics that were always met left out, and with ``--show`` every miss.
"""

from __future__ import annotations

from benchmarks.gold import arguments, confusion


def main() -> None:
    found, show = arguments(__doc__ or "")
    judged = [
        (accepted[0] if item.fact.category not in accepted else item.fact.category, item)
        for item in found
        if (accepted := item.row.get("category"))
    ]
    missed = {topic for topic, item in judged if topic != item.fact.category}
    if show:
        for topic, item in judged:
            if topic != item.fact.category:
                print(f"{item.article} {item.fact.category}, not {topic}: {item.context}")
    print("\n".join(confusion((t, item.fact.category) for t, item in judged if t in missed)))
    right = sum(topic == item.fact.category for topic, item in judged)
    print(f"\ncategory {right / len(judged):.3f} ({right} of {len(judged)})")


if __name__ == "__main__":
    main()
