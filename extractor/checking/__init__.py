"""Numbers of an article that contradict each other: arithmetic that a fact checker does by hand.

Precision comes before recall: a relation that the words do not make clear is not checked.
"""

from extractor.checking.article import Article
from extractor.checking.checks import check_article
from extractor.checking.ledger import Ledger
from extractor.checking.messages import Lang

__all__ = ["Article", "Lang", "Ledger", "check_article"]
