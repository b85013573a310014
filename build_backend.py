"""setuptools, which asks for mypy only where a wheel is to be compiled."""

import os

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    build_sdist,
    build_wheel,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

# where it has wheels of its own
MYPY = (
    "mypy >= 2, < 3; platform_python_implementation == 'CPython'"
    " and platform_machine in 'x86_64 AMD64 arm64 aarch64'"
)


def get_requires_for_build_wheel(settings: dict[str, str] | None = None) -> list[str]:
    """What setup.py needs besides setuptools; without mypy it builds a wheel of pure Python."""
    needed: list[str] = build_meta.get_requires_for_build_wheel(settings)
    return needed if os.environ.get("EXTRACTOR_COMPILE") == "0" else [*needed, MYPY]
