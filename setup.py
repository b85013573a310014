"""Reads the rule files once, for whoever installs the wheel, so that no start has to.

All else that is said of the package stands in setup.cfg.
"""

import binascii
import json
import tomllib
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildPackages(build_py):
    """Puts ``parsed.json`` beside the rule files; what it is good for, extractor.rules tells."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            folder = Path(self.build_lib, "extractor", "patterns")
            parsed = {path.name: checked(path) for path in sorted(folder.glob("*.toml"))}
            text = json.dumps(parsed, ensure_ascii=False, default=str)
            (folder / "parsed.json").write_text(text, encoding="utf-8")


def checked(path: Path) -> tuple[str, dict[str, object]]:
    """The checksum of a rule file's bytes, and what it holds, without the examples."""
    data = path.read_bytes()
    content = tomllib.loads(data.decode("utf-8"))
    for entries in content.values():
        for entry in entries if isinstance(entries, list) else ():
            entry.pop("examples", None)
            entry.pop("counterexamples", None)
    return f"{binascii.crc32(data):08x}", content


setup(cmdclass={"build_py": BuildPackages})
