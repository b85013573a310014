"""Language knowledge from TOML files: read, checked, layered and compiled."""

from extractor.rules.loading import load_rules
from extractor.rules.rulebook import RuleBook

__all__ = ["RuleBook", "load_rules"]
