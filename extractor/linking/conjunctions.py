"""The signs and words that join the members of a list. They are as few as the grammar has, and stay
in the code, which reads what each of them joins."""

AND = frozenset(("、", "和", "与", "及"))
AND_OR = AND | {"以及", "或"}
