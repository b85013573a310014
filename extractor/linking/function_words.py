"""The words of closed classes that several steps read.

The grammar has no more of them, and the code reads what each does, so that they stay in it; words
of which there may always be more are lists of the rule files.
"""

AND = frozenset(("、", "和", "与", "及"))
AND_OR = AND | {"以及", "或"}
FROM = frozenset(("由", "从", "自"))
UNTIL = frozenset(("到", "至"))
WHERE = frozenset(("在", "于"))
TOWARDS = frozenset(("向", "对", "给", "与", "同"))
"""Prepositions before someone: 向政府|索赔, 对东盟|进出口."""
BY = frozenset(("按", "按照"))
PASSIVE = frozenset(("被", "获", "受"))
OURS = frozenset("我全本该各")
"""First characters of scopes that name no place by themselves: 我市, 全省."""
