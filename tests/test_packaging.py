"""What is shipped: the sdist, the wheel built from it and the editable install carry all parts."""

from __future__ import annotations

import email.message
import email.parser
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


def build(kind: str, source: Path, target: Path) -> Path:
    """Have setuptools build one distribution, as pip and build do, but without a network."""
    target.mkdir(exist_ok=True)
    program = (
        "import sys; from setuptools import build_meta; "
        "name = getattr(build_meta, sys.argv[1])(sys.argv[2]); print('built', name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, f"build_{kind}", str(target)],
        cwd=source, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return target / done.stdout.rpartition("built ")[2].strip()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own files, without what earlier builds left behind."""
    folder = tmp_path_factory.mktemp("checkout")
    leave_out = shutil.ignore_patterns("__pycache__", "*.egg-info", "*.pyc")
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
    """The wheel, unpacked as an installer would; built from the sdist, which must suffice."""
    folder = tmp_path_factory.mktemp("wheel")
    built = build("wheel", sdist, folder / "built")
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
        "setup.cfg", "setup.py", ".ci/run", "docs/table.svg", "benchmarks/score.py",
        "samples/README.md",
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
    site = tmp_path / "site"
    with zipfile.ZipFile(build("editable", checkout, tmp_path / "built")) as archive:
        archive.extractall(site)
    before = run("patterns", "show", "unit/metre", site=site)
    units = checkout / "patterns/units.toml"
    units.write_text("# one line more\n" + units.read_text(encoding="utf-8"), encoding="utf-8")
    line = int(before.partition("\n")[0].rpartition(":")[2])
    after = run("patterns", "show", "unit/metre", site=site)
    assert after == before.replace(f"units.toml:{line}", f"units.toml:{line + 1}")
