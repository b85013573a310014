"""How often facts are about what a careful reader says they are, rule by rule.

    python -m benchmarks.subjects FOLDER [--show]

FOLDER is laid out as ``benchmarks.score`` tells. A subject is ``right`` when it holds one of the
strings accepted, is no more than 14 characters longer and crosses no sentence; else it is ``none``,
``narrow`` (part of what is wanted), ``wide`` (longer) or ``other``. Printed are the table of the
rules by these, and with ``--show`` every miss.
"""

from __future__ import annotations

import re

from benchmarks.gold import Annotated, arguments, confusion

_SLACK = 14
_SENTENCE_END = re.compile(r"[。；！？\n]")


def verdict(item: Annotated) -> str:
    """How the subject that was found relates to those accepted."""
    found, accepted = item.subject, item.row["subjects"]
    if not found:
        return "none"
    held = [subject for subject in accepted if subject in found]
    if not held:
        return "narrow" if any(found in subject for subject in accepted) else "other"
    fits = any(len(found) <= len(subject) + _SLACK for subject in held)
    return "right" if fits and not _SENTENCE_END.search(found) else "wide"


def main() -> None:
    found, show = arguments(__doc__ or "")
    judged = [(item, verdict(item)) for item in found if item.row.get("subjects")]
    if show:
        for item, outcome in judged:
            if outcome != "right":
                wanted = "/".join(item.row["subjects"])
                print(f"{item.article} {outcome}: {item.subject or '-'} for {wanted}: "
                      f"{item.context}")  # fmt: skip
    rules = (
        (dict(item.fact.because).get("subject", "none").rpartition("/")[2], outcome)
        for item, outcome in judged
    )
    print("\n".join(confusion(rules)))
    right = sum(outcome == "right" for _, outcome in judged)
    print(f"\nsubject {right / len(judged):.3f} ({right} of {len(judged)})")


if __name__ == "__main__":
    main()
