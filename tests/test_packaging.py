"""What is shipped: the sdist, the wheel built from it and the editable install carry all parts."""

from __future__ import annotations

import email.message
import email.parser
import importlib.machinery
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import extractor
from extractor.rules.loading import built_in_relations

ROOT = Path(__file__).parent.parent
OWN = ("benchmarks", "docs", "extractor", "patterns", "samples", "tests", ".ci")
PATTERNS = sorted(path.name for path in (ROOT / "patterns").glob("*.toml"))
SAMPLE = "samples/02_poverty_relief.txt"

pytest.importorskip("setuptools", minversion="70.1")  # the first that builds wheels by itself


def build(kind: str, source: Path, target: Path, **settings: str) -> Path:
    """Have setuptools build one distribution, as pip and build do, but without a network."""
    return build_and_tell(kind, source, target, **settings)[0]


def build_and_tell(kind: str, source: Path, target: Path, **settings: str) -> tuple[Path, str]:
    """A distribution, and what was said as it was built with some environment variables."""
    target.mkdir(exist_ok=True)
    program = (
        "import sys, build_backend; "
        "name = getattr(build_backend, sys.argv[1])(sys.argv[2]); print('built', name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, f"build_{kind}", str(target)],
        cwd=source, env={**os.environ, **settings}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    told, _, name = done.stdout.rpartition("built ")
    return target / name.strip(), told


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own files, without what earlier builds left behind."""
    folder = tmp_path_factory.mktemp("checkout")
    leave_out = shutil.ignore_patterns("__pycache__", "*.egg-info", "*.pyc", "*.so", "*.pyd")
    for name in OWN:
        if (ROOT / name).exists():  # .ci is not in every copy
            shutil.copytree(ROOT / name, folder / name, ignore=leave_out)
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith(".coverage"):
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    shutil.unpack_archive(build("sdist", checkout, folder), folder)
    return folder / f"zh_news_facts-{extractor.__version__}"


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer would; built from the sdist, which must suffice, and
    not compiled, which takes long."""
    folder = tmp_path_factory.mktemp("wheel")
    built = build("wheel", sdist, folder / "built", EXTRACTOR_COMPILE="0")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def metadata(site: Path) -> email.message.Message:
    """The wheel's METADATA."""
    (path,) = site.glob("*.dist-info/METADATA")
    return email.parser.Parser().parsestr(path.read_text(encoding="utf-8"))


def run(*arguments: str, site: Path) -> str:
    """What the command writes when it is in ``site``, and the rest where it is for this test."""
    program = (
        "import site, sys; site.addsitedir(sys.argv.pop(1)); sys.argv[0] = 'extract'; "
        "from extractor.cli import main; sys.exit(main())"
    )
    elsewhere = [path for path in sys.path if path and Path(path).resolve() != ROOT]
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join(elsewhere), "PYTHONIOENCODING": "utf-8"
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-S", "-c", program, str(site), *arguments],  # -S: no editable install
        cwd=site, env=environment, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_sdist_carries_the_sources(sdist: Path) -> None:
    for name in (
        "LICENSE", "MANIFEST.in", "README.md", "README.zh.md", "pyproject.toml", "ruff.toml",
        "setup.cfg", "setup.py", "build_backend.py", ".ci/run", "docs/table.svg",
        "benchmarks/score.py", "samples/README.md",
        SAMPLE, "samples/expected/02_poverty_relief.json", "samples/gold/02_poverty_relief.jsonl",
        "tests/test_packaging.py", "tests/writing/test_table.py", "extractor/py.typed",
    ):  # fmt: skip
        assert (sdist / name).exists(), name
    assert sorted(path.name for path in (sdist / "patterns").glob("*.toml")) == PATTERNS


def test_wheel_carries_code_and_patterns_alone(wheel: Path) -> None:
    assert sorted(path.name for path in (wheel / "extractor/patterns").glob("*.toml")) == PATTERNS
    assert (wheel / "extractor/patterns/parsed.json").exists()
    assert (wheel / "extractor/py.typed").exists()
    templates = {path.name for path in (ROOT / "extractor/writing/templates").iterdir()}
    assert {path.name for path in (wheel / "extractor/writing/templates").iterdir()} == templates
    assert list(wheel.glob("*.dist-info/**/LICENSE"))
    assert [path.name for path in wheel.iterdir() if path.suffix != ".dist-info"] == ["extractor"]
    shipped = {path.relative_to(wheel).as_posix() for path in wheel.glob("extractor/**/*.py")}
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "extractor").rglob("*.py")}
    assert shipped == ours | {"extractor/patterns/__init__.py"}


@pytest.mark.skipif(os.name == "nt", reason="CC chooses the compiler elsewhere")
def test_wheel_without_a_compiler_is_pure(checkout: Path, tmp_path: Path) -> None:
    unwanted, told = build_and_tell("wheel", checkout, tmp_path, EXTRACTOR_COMPILE="0")
    assert "pure Python" not in told
    without = tmp_path / "without"
    impossible, told = build_and_tell(
        "wheel", checkout, without, EXTRACTOR_COMPILE="1", CC="no-such-compiler"
    )
    (line,) = (line for line in told.splitlines() if "pure Python" in line)
    assert "no-such-compiler" in line
    pure = f"zh_news_facts-{extractor.__version__}-py3-none-any.whl"
    assert (unwanted.name, impossible.name) == (pure, pure)


@pytest.mark.parametrize(
    ("kind", "wish", "needed"),
    [("wheel", "1", True), ("wheel", "0", False), ("editable", "1", False)],
)
def test_mypy_is_asked_for_where_it_compiles(
    checkout: Path, kind: str, wish: str, needed: bool
) -> None:
    program = (
        f"import sys, build_backend; sys.exit(str(build_backend.get_requires_for_build_{kind}()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=checkout, capture_output=True, encoding="utf-8",
        env={**os.environ, "EXTRACTOR_COMPILE": wish},
    )  # fmt: skip
    assert ("mypy" in done.stderr) == needed, done.stderr


def test_wheel_says_what_it_is(wheel: Path) -> None:
    told = metadata(wheel)
    assert told["Name"] == "zh-news-facts"
    assert told["Version"] == extractor.__version__
    assert told["Requires-Python"] == ">=3.11"
    assert "# zh-news-facts" in str(told.get_payload())
    (entry_points,) = wheel.glob("*.dist-info/entry_points.txt")
    assert "extract = extractor.__main__:program" in entry_points.read_text(encoding="utf-8")


def test_wheel_requires_what_the_code_imports(wheel: Path) -> None:
    required = metadata(wheel).get_all("Requires-Dist") or []
    names = {name.split(";")[0].split(">")[0].split("=")[0].strip() for name in required
             if "extra ==" not in name}  # fmt: skip
    assert names == {"borax", "click", "jieba", "regex", "rich", "rjieba", "tomli"}


def test_wheel_runs(wheel: Path) -> None:
    assert run("--version", site=wheel) == f"extract {extractor.__version__}\n"
    article = "全市培训林农1847人次。"
    (wheel / "article.txt").write_text(article, encoding="utf-8")
    assert '"value": 1847, ' in run("-f", "jsonl", "article.txt", site=wheel)


def test_rules_of_a_wheel_are_those_of_its_files(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(wheel, site)
    program = "from extractor.rules.loading import built_in_relations as b; print(b().digest())"

    def digest() -> str:
        command = [sys.executable, "-c", program]
        return subprocess.run(
            command, cwd=site, env={**os.environ, "PYTHONPATH": str(site)}, check=True,
            capture_output=True, encoding="utf-8",
        ).stdout  # fmt: skip

    ours = built_in_relations().digest() + "\n"
    assert digest() == ours
    parsed = site / "extractor/patterns/parsed.json"
    as_built = parsed.read_text(encoding="utf-8")
    parsed.write_text(as_built.replace('"unit": "纳米"', '"unit": "毫微米"'), encoding="utf-8")
    assert digest() != ours  # which shows that it is read
    units = site / "extractor/patterns/units.toml"
    units.write_text(units.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert digest() == ours
    parsed.unlink()
    assert digest() == ours


def test_editable_install_reads_the_checkout(checkout: Path, tmp_path: Path) -> None:
    built, site = tmp_path / "built", tmp_path / "site"
    with zipfile.ZipFile(build("editable", checkout, built, EXTRACTOR_COMPILE="1")) as archive:
        archive.extractall(site)
    compiled = tuple(importlib.machinery.EXTENSION_SUFFIXES)
    for folder in (checkout, site):  # neither where it is read nor where it is installed
        assert not [path for path in folder.rglob("*") if path.name.endswith(compiled)]
    before = run("patterns", "show", "unit/metre", site=site)
    units = checkout / "patterns/units.toml"
    units.write_text("# one line more\n" + units.read_text(encoding="utf-8"), encoding="utf-8")
    line = int(before.partition("\n")[0].rpartition(":")[2])
    after = run("patterns", "show", "unit/metre", site=site)
    assert after == before.replace(f"units.toml:{line}", f"units.toml:{line + 1}")
