"""What setup.cfg cannot say: what is made ready as a wheel is built, so that no start has to.

The rule files are read, and the rooms through which every word of a text goes are compiled by
mypyc. Where they cannot be, or where EXTRACTOR_COMPILE=0, the wheel is pure Python and does the
same. An editable install is not compiled: it would go on running what its files once said.
"""

import binascii
import json
import os
import sys
import sysconfig
import tempfile
import textwrap
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext, customize_compiler, new_compiler
from setuptools.command.build_py import build_py

ROOMS = ("finding", "language", "linking")
"""The rooms of the package that are compiled; with more, nothing gets faster."""
AS_TEXT = ("calendar.py", "date_functions.py")
"""Files that are not, since the rules are held to how many arguments these functions take."""
JOBS = min(os.cpu_count() or 1, 4)
"""Files compiled at once; each takes up to 120 MB."""


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


class BuildExtensions(build_ext):
    """Compiles several files at once, and all modules or none."""

    def run(self) -> None:
        built: set[Path] = set()
        try:
            super().run()
            built = {Path(path) for path in self.get_outputs()}
        except Exception as error:
            say_why_pure(error)
            self.distribution.ext_modules = self.extensions = []
            self.get_finalized_command("bdist_wheel").root_is_pure = True
        for path in Path(self.build_lib).rglob(f"*{sysconfig.get_config_var('EXT_SUFFIX')}"):
            if path not in built:  # a part of this build, or the whole of an earlier one
                path.unlink()

    def build_extensions(self) -> None:
        compile_in_turn = self.compiler.compile

        def compile_at_once(sources: list[str], **options: object) -> list[str]:
            with ThreadPoolExecutor(JOBS) as pool:
                objects = pool.map(lambda source: compile_in_turn([source], **options), sources)
                return [*chain.from_iterable(objects)]

        self.compiler.compile = compile_at_once
        self.parallel = JOBS
        super().build_extensions()


def extensions() -> list[Extension]:
    """The modules to compile; none where that is not wanted or cannot be."""
    if "bdist_wheel" not in sys.argv or os.environ.get("EXTRACTOR_COMPILE") == "0":
        return []
    modules = sorted(path for room in ROOMS for path in Path("extractor", room).glob("*.py"))
    try:
        compiler_type = probe_compiler()
        from mypyc.build import mypycify

        found = mypycify(
            [
                "--config-file=",
                f"--cache-dir={os.devnull}",
                "--ignore-missing-imports",
                *(str(path) for path in modules if path.name not in AS_TEXT),
            ],
            opt_level="1",  # 3 takes half as long again for a thirtieth of speed; 0 is of no use
            debug_level="0",
            multi_file=True,  # all in one file would take more than twice as long
            group_name="zh_news_facts",
        )
    except (Exception, SystemExit) as error:  # by which mypy leaves
        say_why_pure(error)
        return []
    if compiler_type == "unix":
        for extension in found:
            extension.extra_compile_args.append("-fvisibility=hidden")  # a twentieth faster
    return found


def probe_compiler() -> str:
    """The type of the C compiler, after it has compiled something that needs Python's headers."""
    compiler = new_compiler()
    customize_compiler(compiler)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "probe.c")
        source.write_text("#include <Python.h>\n", encoding="ascii")
        headers = [sysconfig.get_path("include"), sysconfig.get_path("platinclude")]
        compiler.compile([str(source)], output_dir=folder, include_dirs=headers)
    return str(compiler.compiler_type)


def say_why_pure(error: BaseException) -> None:
    reason = textwrap.shorten(f"{type(error).__name__}: {error}", 200)
    print(f"zh-news-facts: stays pure Python, not compiled: {reason}", file=sys.stderr)


setup(cmdclass={"build_py": BuildPackages, "build_ext": BuildExtensions}, ext_modules=extensions())
