"""The command in this process: what it prints, where, and its exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

import extractor.pipeline
from extractor import __version__, extract_file
from extractor.cli import extract, main
from extractor.model import Kind
from extractor.rules import RuleBook, load_rules
from extractor.writing.records import DATE_KEYS, FACT_KEYS

NEWS = """石桥县水渠建设简报
2021-07-05 09:30　石桥县报　林小满

今年上半年，石桥县新修水渠12.5公里，完成投资3.2亿元，同比增长8%。
截至6月底，全县共有2.1万户农户用上渠水。
"""
QUOTES = ["12.5公里", "3.2亿元", "8%", "2.1万户"]
SHORT = "青石村修路3公里。\n"


class Result(NamedTuple):
    status: int
    out: str
    err: str


class Stream(io.TextIOWrapper):
    """A standard stream over bytes, which may pass for a terminal."""

    def __init__(self, data: bytes = b"", *, encoding: str = "utf-8", terminal: bool = False):
        super().__init__(io.BytesIO(data), encoding=encoding)
        self.is_terminal = terminal

    def isatty(self) -> bool:
        return self.is_terminal

    def data(self) -> bytes:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue()


class Run:
    """Runs the command on standard streams of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.patch = monkeypatch

    def __call__(
        self,
        *arguments: str,
        stdin: bytes | None = None,
        terminal: bool = False,
        encoding: str = "utf-8",
    ) -> Result:
        out, err = Stream(encoding=encoding, terminal=terminal), Stream(encoding=encoding)
        with self.patch.context() as patch:
            patch.setattr(sys, "stdin", Stream(stdin or b"", terminal=stdin is None))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = main(arguments)
        return Result(status, out.data().decode(out.encoding), err.data().decode(encoding))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news/b.md").write_text(SHORT, encoding="utf-8")
    (tmp_path / "news/c.txt").write_text(NEWS, encoding="gb18030")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "nothing").mkdir()
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    return Run(monkeypatch)


def quotes(result: Result) -> list[str]:
    return [json.loads(line)["text"] for line in result.out.splitlines()]


def sources(result: Result) -> list[str]:
    """The sources of JSON lines, each once."""
    return list(dict.fromkeys(json.loads(line)["source"] for line in result.out.splitlines()))


# ---- the shapes of data


def test_the_facts_of_a_file_are_json_lines_off_a_terminal(run: Run) -> None:
    result = run("a.txt")
    assert (result.status, result.err) == (0, "")
    assert quotes(result) == QUOTES
    for line in result.out.splitlines():
        assert tuple(json.loads(line)) == FACT_KEYS
    assert "\\u" not in result.out
    assert run("facts", "a.txt") == result


def test_the_only_file_is_one_object_just_as_in_python(run: Run) -> None:
    result = run("-f", "json", "a.txt")
    assert (result.status, result.err) == (0, "")
    assert result.out == extract_file("a.txt").to_json() + "\n"
    assert list(json.loads(result.out)) == ["document", "facts", "dates"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["news"], ["news/b.md", "news/c.txt"]),
        (["a.txt", "empty.txt"], ["a.txt", "empty.txt"]),
        (["a.txt", "a.txt"], ["a.txt"]),
        (["a.txt", "missing.txt"], ["a.txt"]),
        (["nothing"], []),
    ],
)
def test_a_folder_or_several_paths_are_an_array(
    run: Run, paths: list[str], expected: list[str]
) -> None:
    found = json.loads(run("-f", "json", *paths).out)
    assert [item["document"]["source"] for item in found] == expected


def test_an_array_is_laid_out_as_one_text_would_be(run: Run) -> None:
    from extractor.writing.records import to_json

    objects = [extract_file(name).to_dict() for name in ("a.txt", "empty.txt")]
    assert run("-f", "json", "a.txt", "empty.txt").out == to_json(objects, indent=2) + "\n"
    assert run("-f", "json", "nothing").out == "[]\n"


def test_csv_has_a_header_even_without_a_row(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("-f", "csv", "a.txt").out)))
    assert [row["text"] for row in rows] == QUOTES
    assert tuple(rows[0]) == FACT_KEYS
    assert run("-f", "csv", "empty.txt").out == ",".join(FACT_KEYS) + "\n"


def test_the_dates(run: Run) -> None:
    result = run("dates", "a.txt")
    assert result.status == 0
    assert {"今年上半年", "6月底"} <= set(quotes(result))
    assert all(tuple(json.loads(line)) == DATE_KEYS for line in result.out.splitlines())
    whole = json.loads(run("dates", "-f", "json", "a.txt").out)
    assert list(whole) == ["document", "dates"]
    assert [date["text"] for date in whole["dates"]] == quotes(result)
    header = run("dates", "-f", "csv", "a.txt").out.splitlines()[0]
    assert header == ",".join(DATE_KEYS)


@pytest.mark.parametrize("text", [NEWS, "", "a\r\nb\rc\x0c\n\n", "\ufeff石桥"])
def test_the_text_is_exactly_what_was_decoded(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "t.txt").write_bytes(text.encode("utf-16"))
    result = run("text", "t.txt", encoding="gbk")
    assert (result.status, result.err) == (0, "")
    assert result.out == text


# ---- tables


def test_a_terminal_gets_a_table(run: Run) -> None:
    result = run("a.txt", terminal=True)
    assert result.status == 0
    assert "石桥县水渠建设简报" in result.out
    assert "Quote" in result.out
    assert "3.2亿元" in result.out
    assert run("dates", "a.txt", terminal=True).out.count("2021-01") >= 1


@pytest.mark.parametrize(
    ("variables", "heading"),
    [
        ({}, "Quote"),
        ({"LANG": "zh_CN.UTF-8"}, "原文"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "Quote"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW"}, "原文"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "原文"),
    ],
)
def test_the_table_speaks_the_language_of_the_locale(
    run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], heading: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert heading in run("-f", "table", "a.txt").out
    assert "Quote" in run("-f", "table", "--lang", "en", "a.txt").out
    assert "原文" in run("-f", "table", "--lang", "zh", "a.txt").out


def test_tables_of_several_documents_stand_apart(run: Run) -> None:
    one, other = run("-f", "table", "a.txt").out, run("-f", "table", "news/b.md").out
    assert run("-f", "table", "a.txt", "news/b.md").out == f"{one}\n{other}"


def test_a_console_that_cannot_show_all_shows_the_rest(run: Run) -> None:
    assert "12.5" in run("-f", "table", "a.txt", encoding="ascii").out
    assert "12.5公里" in run("-f", "table", "a.txt", encoding="gbk").out
    utf8 = run("a.txt").out
    assert run("a.txt", encoding="ascii").out == utf8
    assert run("a.txt", encoding="gbk").out == utf8


# ---- what is read


def test_standard_input(run: Run) -> None:
    result = run(stdin=NEWS.encode())
    assert (sources(result), quotes(result)) == (["-"], QUOTES)
    assert run("-", stdin=NEWS.encode("gb18030")) == result
    assert json.loads(run("-f", "json", "-", "-", stdin=b"").out)[0]["document"]["source"] == "-"
    assert json.loads(run("-f", "json", stdin=b"").out)["facts"] == []


def test_no_path_on_a_terminal_shows_the_usage(run: Run) -> None:
    result = run()
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("Usage: extract ")
    assert "extract article.txt" in result.err


def test_the_order_of_paths_is_kept_and_each_is_read_once(run: Run) -> None:
    result = run("news", "a.txt", "news/c.txt", "./a.txt", "-", stdin=SHORT.encode())
    assert sources(result) == ["news/b.md", "news/c.txt", "a.txt", "-"]


def test_files_from(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list").write_text("news/c.txt\n\nmissing.txt\n")
    result = run("--files-from", "list")
    assert (result.status, sources(result)) == (1, ["news/c.txt"])
    result = run("a.txt", "--files-from", "-", stdin=b"news/b.md\0a.txt\0")
    assert (result.status, sources(result)) == (0, ["a.txt", "news/b.md"])
    assert json.loads(run("-f", "json", "--files-from", "-", stdin=b"a.txt").out)[0]
    assert run("-f", "json", "--files-from", "-", stdin=b"").out == "[]\n"


def test_globs_choose_in_folders(run: Run) -> None:
    assert sources(run("news", "--glob", "*.md")) == ["news/b.md"]
    assert sources(run("news", "--exclude", "*.md")) == ["news/c.txt"]


def test_a_file_named_like_a_command_is_reached_by_its_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dates").write_text(SHORT)
    assert sources(run("./dates")) == ["./dates"]
    assert sources(run("facts", "dates")) == ["dates"]
    assert sources(run("--", "dates")) == ["dates"]
    assert run("-f", "json", "text", "a.txt") == Result(
        2, "", "extract: the command text comes first, before all options\n"
        "Try 'extract --help'.\n",
    )  # fmt: skip


def test_the_publication_date_may_be_given(run: Run) -> None:
    for given, iso in [
        ("2020-08-26", "2020-08-26"),
        ("2020-08-26T14:00", "2020-08-26T14:00"),
        ("2020-08-26 14:00:10", "2020-08-26T14:00:10"),
    ]:
        document = json.loads(run("--date", given, "-f", "json", "a.txt").out)["document"]
        assert (document["published"], document["published_from"]) == (iso, "option")


def test_facts_are_filtered_and_dates_are_not(run: Run) -> None:
    assert quotes(run("--kind", "money", "a.txt")) == ["3.2亿元"]
    assert quotes(run("--kind", "money", "--kind", "measure", "a.txt")) == QUOTES[:2]
    every = json.loads(run("-f", "json", "a.txt").out)
    some = json.loads(run("-f", "json", "--kind", "score", "a.txt").out)
    assert (some["facts"], some["dates"]) == ([], every["dates"])
    for topic in {fact["category"] for fact in every["facts"]}:
        found = json.loads(run("-f", "json", "--category", topic, "a.txt").out)["facts"]
        assert found == [fact for fact in every["facts"] if fact["category"] == topic]


def test_the_encoding_may_be_given(run: Run) -> None:
    document = json.loads(run("-f", "json", "--encoding", "gb2312", "news/c.txt").out)["document"]
    assert document["encoding"] == "gb18030"


# ---- a file as output


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "CSV"])
def test_the_suffix_of_the_output_is_its_format(run: Run, tmp_path: Path, suffix: str) -> None:
    assert run("a.txt", "-o", f"out.{suffix}", terminal=True) == Result(0, "", "")
    written = (tmp_path / f"out.{suffix}").read_bytes().decode()
    mark = "\ufeff" if suffix.lower() == "csv" else ""
    assert written == mark + run("-f", suffix.lower(), "a.txt").out


def test_an_output_appears_whole_or_not_at_all(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("yesterday's")
    target.chmod(0o640)
    before = set(tmp_path.iterdir())
    assert run("missing.txt", "-o", "out.csv").status == 1
    assert target.read_text() == "yesterday's"

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(extractor.pipeline, "extract_document", interrupt)
        assert run("a.txt", "-o", "out.csv").status == 130
    assert target.read_text() == "yesterday's"
    assert run("missing.txt", "a.txt", "-o", "out.csv").status == 1
    assert target.read_text("utf-8-sig") == run("-f", "csv", "a.txt").out
    assert target.stat().st_mode & 0o777 == 0o640
    assert set(tmp_path.iterdir()) == before


def test_an_output_that_is_a_link_stays_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("news/real.json")
    assert run("a.txt", "-o", "link.json").status == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "news/real.json").read_text())["facts"]


def test_an_output_may_be_a_device(run: Run) -> None:
    assert run("a.txt", "-f", "csv", "-o", os.devnull) == Result(0, "", "")


def test_an_input_is_never_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to("a.txt")
    for output in ("a.txt", "link.csv"):
        result = run("empty.txt", "a.txt", "-o", output, "-f", "csv")
        assert result == Result(
            2, "", f"extract: -o {output} would replace an input\nTry 'extract --help'.\n"
        )
    assert run("news", "-o", "news/c.txt", "-f", "csv").status == 2
    assert (tmp_path / "a.txt").read_text() == NEWS


# ---- what fails, and is told in one line


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.txt", "no such file; check the name and its folder"),
        (
            "nothing",
            "is a folder without files to read (.txt, .md, .markdown, .html, .htm, .docx, "
                ".pdf); choose others with --glob",
        ),
        (
            "picture.txt",
            "looks like a PNG picture; recognise its characters first (tesseract -l chi_sim)",
        ),
    ],
)
def test_an_input_that_cannot_be_read(run: Run, path: str, message: str) -> None:
    expected = f"extract: {path}: {message}\n"
    assert run(path) == Result(1, "", expected)
    whole = run("a.txt")
    assert run("empty.txt", path, "a.txt") == Result(1, whole.out, expected)
    assert run("text", path) == Result(1, "", expected)
    assert run("explain", "a.txt" if path == "nothing" else path).status == (path != "nothing")


def test_an_empty_file_has_no_facts(run: Run) -> None:
    assert run("empty.txt") == Result(0, "", "")
    assert run("-f", "table", "empty.txt").out.endswith("0 facts; 0 dates\n")


def test_a_wrong_encoding(run: Run) -> None:
    result = run("--encoding", "big5", "a.txt")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("extract: a.txt: is not big5-hkscs: ")
    assert result.err.endswith("; leave --encoding out: the file reads as utf-8\n")
    result = run("--encoding", "klingon", "a.txt")
    assert result == Result(
        2, "",
        "extract: --encoding: unknown encoding 'klingon'; name one such as utf-8, gb18030, big5 or "
        "utf-16, or leave --encoding out\nTry 'extract --help'.\n",
    )  # fmt: skip


def test_a_file_that_may_not_be_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    status_of = os.stat

    def guarded(path: Any, **options: Any) -> os.stat_result:
        if path == "empty.txt":
            raise PermissionError(13, "Permission denied")
        return status_of(path, **options)

    monkeypatch.setattr(os, "stat", guarded)
    result = run("empty.txt", "news/b.md")
    assert (result.status, sources(result)) == (1, ["news/b.md"])
    assert result.err == (
        "extract: empty.txt: permission denied; make it readable for you (chmod u+r)\n"
    )


def test_a_defect_is_one_line_and_the_rest_goes_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extractor.pipeline.extract_document

    def fragile(document: Any, rules: RuleBook) -> Any:
        if document.source == "empty.txt":
            raise IndexError("list index out of range")
        return real(document, rules)

    monkeypatch.setattr(extractor.pipeline, "extract_document", fragile)
    result = run("empty.txt", "a.txt")
    message = (
        "extract: empty.txt: failed unexpectedly (IndexError: list index out of range); "
        "a defect of this program: please report it, with the document\n"
    )
    assert (result.status, result.err, quotes(result)) == (1, message, QUOTES)
    loud = run("-v", "empty.txt").err
    assert "extract: Traceback (most recent call last):\n" in loud
    assert message in loud


def test_a_defect_of_the_command_itself_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecursionError("too\ndeep")

    monkeypatch.setattr("extractor.writing.records.to_json", broken)
    result = run("schema")
    assert (result.status, result.out, result.err.count("\n")) == (1, "", 1)
    assert result.err.startswith("extract: failed unexpectedly (")
    assert result.err.endswith(": RecursionError: too deep); please report it\n")


def test_every_defect_of_the_rules_is_told_before_any_text_is_read(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.toml").write_text(
        '\n[[unit]]\nid = "foot"\nkind = "monney"\nunit = "尺"\nexamples = ["长<3尺>"]\n'
        '[[unit]]\nid = "inch"\nkind = "measure"\nunitt = "寸"\nexamples = ["长<3寸>"]\n'
        '[[unit]]\nid = "mile"\nkind = "measure"\nunit = "哩"\n'
    )
    (tmp_path / "mine/b.toml").write_text('[[exclude]\nid = "x"\n')
    result = run("--patterns", "mine", "a.txt", "missing.txt", "-f", "csv")
    assert (result.status, result.out) == (2, "")
    lines = result.err.splitlines()
    starts = [
        "extract: mine/a.toml:2: unit 'foot': kind = 'monney': expected one of count, measure, ",
        "extract: mine/a.toml:7: unit 'inch': unknown key 'unitt'; did you mean 'unit'?",
        "extract: mine/a.toml:12: unit 'mile': has no example; add one under examples",
        "extract: mine/b.toml:1: not TOML: ",
    ]
    assert len(lines) == len(starts)
    for line, start in zip(lines, starts, strict=True):
        assert line.startswith(start)
    result = run("--patterns", "nowhere", "a.txt", "-o", "out.csv")
    assert result == Result(2, "", "extract: nowhere: no such folder of rule files\n")
    assert not (tmp_path / "out.csv").exists()


HELP = "Try 'extract --help'.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--frmat", "json"], "No such option"),
        (["-f", "xml"], "'xml' is not one of 'table', 'json', 'jsonl', 'csv', 'html', 'sqlite'"),
        (["--kind", "monney"], "unknown kind 'monney'; did you mean 'money'? known are count, "),
        (["--category", "sprots"], "unknown category 'sprots'; did you mean 'sports'? known are "),
        (["--date", "26.8.2020"], "--date 26.8.2020: expected a date such as 2020-08-26 or "),
        (["--date", "2020-02-30"], "--date 2020-02-30: expected a date such as 2020-08-26 or "),
        (["--date", "2020-08-26T25:00"], "--date 2020-08-26T25:00: expected a date such as "),
        (["--date", "２０２０-08-26"], "expected a date such as "),
        (["--date"], "Option '--date' requires an argument"),
        (["-o", "out.txt"], "-o out.txt: no format has this suffix; use .json, .jsonl, .csv, "),
        (["-o", "no/out.csv"], "-o no/out.csv: no such folder; create it first"),
        (["-o", "news", "-f", "csv"], "-o news: Is a directory"),
        (["--files-from", "no"], "--files-from no: No such file or directory"),
        (["--files-from", "-", "-"], "--files-from - and the PATH - both ask for standard input"),
        (["--lang", "fr"], "'fr' is not one of 'zh', 'en'"),
    ],
)
def test_usage_errors(run: Run, arguments: list[str], message: str) -> None:
    result = run("a.txt", *arguments)
    assert (result.status, result.out) == (2, "")
    first, rest = result.err.split("\n", 1)
    assert first.startswith("extract: ")
    assert message in first
    assert rest == HELP


def test_warnings_name_the_document_and_can_be_silenced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2019-01-02.txt").write_text(NEWS, encoding="utf-8")
    result = run("2019-01-02.txt")
    assert result.status == 0
    assert result.err.startswith("extract: warning: 2019-01-02.txt: published date differs: ")
    assert run("-q", "2019-01-02.txt") == Result(0, result.out, "")


def test_timings_are_told_on_standard_error(run: Run) -> None:
    result = run("-v", "a.txt", "empty.txt")
    assert result.out == run("a.txt").out
    lines = result.err.splitlines()
    assert lines[0].startswith(f"extract: a.txt, {len(NEWS)} characters, 4 facts, ")
    assert lines[1].startswith("extract: empty.txt, 0 characters, 0 facts, ")
    assert lines[2].startswith(f"extract: documents: 2, {len(NEWS)} characters, 4 facts, ")
    assert all(line.endswith(" s") for line in lines)


def test_hostile_names_and_arguments_are_shown_harmlessly(run: Run, tmp_path: Path) -> None:
    name = "a\x1b[31m\n\u202eb\udcff.txt"
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run(name)
    shown = "a␛[31m \N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}.txt"
    assert (result.status, result.err.count("\n")) == (1, 1)
    assert result.err.startswith(f"extract: {shown}: looks like a PNG picture; ")
    assert "\x1b" not in run(f"--{name}").err
    assert "\\u9752" in run("青.txt", encoding="ascii").err
    (tmp_path / name).write_text(SHORT)
    assert "\\udcff" in run(name).out


# ---- explain, patterns, schema, help


def test_explain_shows_rule_words_and_readings(run: Run) -> None:
    result = run("explain", "a.txt", "--fact", "2", "--lang", "en")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    start = NEWS.index("3.2亿元")
    assert lines[0] == f"Fact 2  3.2亿元  (characters {start}–{start + 5})"
    assert ">>3.2亿元<<" in lines[1]
    assert lines[2].split()[:6] == ["value", "320,000,000", "元", "=", "320000000", "元"]
    rule, place = lines[2].split()[-2:]
    assert rule.startswith("unit/")
    assert place == "(currencies.toml)"
    scores = next(line.split() for line in lines if line.split()[0] == "scores")
    assert float(scores[2]) > 0
    assert scores[1] == next(line.split()[1] for line in lines if "category" in line.split())
    assert lines[-1].strip().startswith("words ")
    assert "水渠/" in lines[-1]
    assert run("explain", "a.txt").out.count("Fact ") == len(QUOTES)
    assert run("explain", "-", "--lang", "zh", stdin=b"").out == "没有找到事实。\n"


def test_explain_as_json(run: Run) -> None:
    found = json.loads(run("explain", "-f", "json", "a.txt").out)
    assert [item["text"] for item in found] == QUOTES
    assert [item["number"] for item in found] == [1, 2, 3, 4]
    assert found[1]["short_form"] == "320000000 元"
    assert found[1]["fact"] == json.loads(run("-f", "json", "a.txt").out)["facts"][1]
    for word in found[0]["words"]:
        assert NEWS[word["start"] : word["end"]] == word["text"]
    assert {"number", "noun"} <= {word["part"] for word in found[0]["words"]}
    for item in found:
        category = item["fact"]["category"]
        assert category in ("other", next(iter(item["scores"])))
        assert set(item["because"].values()) <= set(item["sources"])
        assert {"zone", "word", "topic", "weight"} == set(item["evidence"][0])


def test_explain_tells_what_a_scope_stands_for(run: Run, tmp_path: Path) -> None:
    text = "雾江市启动建设。\n云门县有学校3所。全市有学校213所。\n"
    (tmp_path / "e.txt").write_text(text, encoding="utf-8")
    assert "全市  = 雾江市" in run("explain", "e.txt", "--fact", "2", "--lang", "zh").out
    found = json.loads(run("explain", "-f", "json", "e.txt").out)
    assert [item["stands_for"] for item in found] == [None, "雾江市"]


def test_explain_tells_what_withholds_a_date(run: Run, tmp_path: Path) -> None:
    text = "2021年7月5日，青石村修路3公里。路口距县城31公里。\n"
    (tmp_path / "e.txt").write_text(text, encoding="utf-8")
    shown = run("explain", "e.txt", "--fact", "2", "--lang", "zh").out
    assert "不属于前文所说的时间" in shown
    assert "period/apart (periods.toml)" in shown


def test_explain_a_character(run: Run, tmp_path: Path) -> None:
    def at(place: str) -> list[tuple[str, str]]:
        offset = str(text.index(place))
        found = json.loads(run("explain", "-f", "json", "e.txt", "--at", offset).out)
        return [(item["what"], item["text"]) for item in found]

    text = "2021年7月5日，两不愁三保障全部实现，青石村修路3公里。\n"
    (tmp_path / "e.txt").write_text(text, encoding="utf-8")
    assert at("3公里") == [("fact", "3公里")]
    assert ("date", "2021年7月5日") in at("7月")
    assert at("不愁")[0][0] == "excluded"
    assert at("青石") == [("nothing", "青")]
    assert at("\n") == [("nothing", "\n")]
    for arguments, message in [
        (["--at", str(len(text))], f"--at {len(text)}: the text ends before {len(text)}"),
        (["--fact", "2"], "--fact 2: the article has 1 facts"),
        (["--fact", "0"], "0 is not in the range x>=1"),
    ]:
        result = run("explain", "e.txt", *arguments)
        assert (result.status, result.out) == (2, "")
        assert message in result.err
    assert run("explain", "news").err.startswith("extract: news is a folder; explain takes one")


def test_the_list_of_patterns(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/my.toml").write_text(
        '\n[[unit]]\nid = "yuan"\nkind = "money"\nunit = "元"\nexamples = ["花<3元>"]\n',
        encoding="utf-8",
    )
    plain = run("patterns", "list", "unit")
    assert (plain.status, plain.err) == (0, "")
    assert "unit/metre " in plain.out
    assert "category/" not in plain.out
    assert "category/sports" in run("patterns", "list").out
    found = json.loads(run("patterns", "list", "-f", "json", "--patterns", "mine").out)
    rules = {rule["rule"]: rule for rule in found}
    assert (rules["unit/yuan"]["file"], rules["unit/yuan"]["line"]) == ("mine/my.toml", 2)
    assert rules["unit/metre"]["built_in"]
    assert list(rules) == [rule.name for rule in load_rules("mine")]
    wrong = run("patterns", "list", "units")
    assert (wrong.status, wrong.out) == (2, "")
    assert "unknown table 'units'; did you mean 'unit'?" in wrong.err


def test_a_pattern_is_shown_as_it_stands(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    entry = '[[unit]]\nid = "li"  # ours\nkind = "measure"\nunit = "里"\nexamples = ["走<3里>"]'
    (tmp_path / "mine/my.toml").write_text(
        f"# mine\n{entry}\n\n# the next\n[[unit]]\n" + entry[9:].replace("li", "lili"),
        encoding="utf-8",
    )
    result = run("patterns", "show", "unit/li", "--patterns", "mine")
    assert result == Result(0, f"# mine/my.toml:2\n{entry}\n", "")
    built_in = run("patterns", "show", "unit/yuan").out
    assert '\n[[unit]]\nid = "yuan"\n' in built_in
    assert built_in.count("[[") == 1
    wrong = run("patterns", "show", "unit/yuann")
    assert (wrong.status, wrong.out) == (2, "")
    assert "unknown rule 'unit/yuann'; did you mean 'unit/yuan'?" in wrong.err


def test_examples_of_ones_own_rules_are_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    path = tmp_path / "mine/my.toml"
    good = (
        '[[unit]]\nid = "basket"\nkind = "count"\nunit = "筐筐"\n'
        '[unit.examples]\n"收梨<3筐筐>" = "3 筐筐"\n'
    )
    path.write_text(good, encoding="utf-8")
    for name in ("unit/basket", "my.toml", "mine/my.toml"):
        result = run("patterns", "test", "--patterns", "mine", name)
        assert result == Result(0, "1 rules, 1 examples, 0 failed\n", "")
    path.write_text(good + '"收桃<4筐筐>" = "5 筐筐"\n', encoding="utf-8")
    assert run("patterns", "test", "--patterns", "mine", "my.toml") == Result(
        1,
        "mine/my.toml:1: unit/basket: 收桃<4筐筐>: expected 5 筐筐, got 4 筐筐\n"
        "1 rules, 2 examples, 1 failed\n",
        "",
    )
    wrong = run("patterns", "test", "unit/baskett", "--patterns", "mine")
    assert (wrong.status, wrong.out) == (2, "")
    assert "unknown rule or file 'unit/baskett'; did you mean 'unit/basket'?" in wrong.err


@pytest.mark.parametrize("shape", ["json", "fact", "date"])
def test_the_schema(run: Run, shape: str) -> None:
    from extractor.writing.schema import schema

    result = run("schema", shape)
    assert (result.status, json.loads(result.out)) == (0, schema(shape))  # type: ignore[arg-type]
    if shape == "json":
        assert run("schema") == result


def test_help_leads_with_examples(run: Run) -> None:
    result = run("--help")
    assert (result.status, result.err) == (0, "")
    order = ["Usage: extract ", "Examples:", "--files-from", "--kind", "--version", "Commands:"]
    places = [result.out.index(part) for part in order]
    assert places == sorted(places)
    assert run("-h") == result
    for command in ("facts", "dates", "text", "explain", "patterns", "schema", "patterns test"):
        page = run(*command.split(), "--help")
        assert page.out.startswith(f"Usage: extract {command} ")
    for kind in Kind.__args__:  # type: ignore[attr-defined]
        assert kind in result.out


@pytest.mark.parametrize(
    ("arguments", "message", "command"),
    [
        ("patterns", "Missing command", "patterns"),
        ("patterns lst", "No such command 'lst'", "patterns"),
        ("patterns show", "Missing argument 'TABLE/ID'", "patterns show"),
        ("explain", "Missing argument 'FILE'", "explain"),
        ("schema facts", "'facts' is not one of 'json', 'fact', 'date'", "schema"),
    ],
)
def test_commands_say_what_they_miss(run: Run, arguments: str, message: str, command: str) -> None:
    result = run(*arguments.split())
    first, second = result.err.splitlines()
    assert (result.status, result.out, second) == (2, "", f"Try 'extract {command} --help'.")
    assert message in first


def test_the_version(run: Run) -> None:
    assert run("--version") == Result(0, f"extract {__version__}\n", "")


def test_every_option_has_help_and_every_command_too() -> None:
    def walk(command: click.Command) -> None:
        assert command.help, command.name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (command.name, parameter.name)
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner
                assert inner.name == name
                walk(inner)

    walk(extract)
