"""What a reader of one format hands on: the text it read out, and what the file says of itself."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from extractor.errors import InputError

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Content(NamedTuple):
    """``stated`` may have title, published, publisher and author, which are believed before the
    text's own lines, and page_title and site, which are believed after them."""

    text: str
    format: str = "text"
    encoding: str | None = None
    stated: Mapping[str, str] = _NOTHING
    warnings: tuple[str, ...] = ()


def require(library: str, extra: str, path: str, looks: str) -> None:
    """Raise InputError, with the command that helps, where an optional library is not installed."""
    try:
        importlib.import_module(library)
    except ImportError:
        raise InputError(
            path,
            f"is {looks}, which this installation cannot read",
            f"pip install 'zh-news-facts[{extra}]'",
        ) from None
