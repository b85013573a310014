from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.batch import Source, list_sources, read_list, run
from extractor.errors import InputError, RuleError


def names(*paths: str, **options: tuple[str, ...]) -> list[str]:
    """The names of sources, and for errors what the user reads."""
    return [
        source.name if isinstance(source, Source) else str(source)
        for source in list_sources(paths, **options)
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "news/b.txt", "news/a/z.txt", "news/a-b.md", "news/a.TXT", "news/é.markdown",
        "news/中文.txt", "news/table.csv", "news/.hidden.txt", "news/.git/x.txt",
        "news/drafts/d.txt", "news/a/drafts/e.txt", "news/a/deep/er/f.txt",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALL = [
    "news/a-b.md", "news/a.TXT", "news/a/deep/er/f.txt", "news/a/drafts/e.txt", "news/a/z.txt",
    "news/b.txt", "news/drafts/d.txt", "news/é.markdown", "news/中文.txt",
]  # fmt: skip


@pytest.mark.usefixtures("folder")
class TestFolders:
    def test_a_folder_is_walked_by_code_point_without_what_is_hidden(self) -> None:
        assert names("news") == ALL
        assert sorted(ALL) == ALL

    @pytest.mark.parametrize("given", ["news", "news/", "./news", "../{}/news"])
    def test_sources_begin_with_the_folder_as_it_was_given(self, folder: Path, given: str) -> None:
        given = given.format(folder.name)
        assert names(given)[0] == given.rstrip("/") + "/a-b.md"

    def test_the_current_folder(self) -> None:
        assert names(".") == ["./" + name for name in ALL]

    @pytest.mark.parametrize(
        ("glob", "found"),
        [
            ("*.csv", ["news/table.csv"]),
            ("a/*.txt", ["news/a/deep/er/f.txt", "news/a/drafts/e.txt", "news/a/z.txt"]),
            ("**/d.txt", ["news/drafts/d.txt"]),
            ("**/b.txt", ["news/b.txt"]),
            ("[ab].txt", ["news/b.txt"]),
            ("中?.txt", ["news/中文.txt"]),
        ],
    )
    def test_globs_match_the_name_or_the_path_below_the_folder(
        self, glob: str, found: list[str]
    ) -> None:
        assert names("news", globs=(glob,)) == found

    def test_globs_add_up(self) -> None:
        assert names("news", globs=("*.csv", "b.*")) == ["news/b.txt", "news/table.csv"]

    @pytest.mark.parametrize("exclude", ["drafts", "drafts/", "./drafts"])
    def test_folders_are_left_out_whole(self, exclude: str) -> None:
        assert names("news", exclude=(exclude,)) == [name for name in ALL if "drafts" not in name]

    def test_files_are_left_out(self) -> None:
        assert names("news", exclude=("*.txt", "a/*")) == [
            "news/a-b.md", "news/a.TXT", "news/é.markdown",
        ]  # fmt: skip

    def test_what_is_named_itself_is_read_whatever_the_globs(self) -> None:
        options = {"globs": ("*.md",), "exclude": ("table.csv",)}
        assert names("news/table.csv", **options) == ["news/table.csv"]

    def test_a_folder_without_texts_is_an_error_with_a_remedy(self, folder: Path) -> None:
        (folder / "empty").mkdir()
        assert names("empty") == [
            "empty: is a folder without files to read (.txt, .md, .markdown, .html, .htm, .docx, "
            ".pdf); choose others with --glob"
        ]
        assert names("news", globs=("*.pdf", "*.doc")) == [
            "news: is a folder without a file like *.pdf or *.doc; check --glob and --exclude"
        ]

    def test_links_are_followed_but_never_in_circles(self, folder: Path) -> None:
        elsewhere = folder / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "far.txt").touch()
        (elsewhere / "back").symlink_to(folder / "news")
        (folder / "news/link").symlink_to(elsewhere)
        (folder / "news/zlink").symlink_to(elsewhere)
        (folder / "news/self").symlink_to("self")
        (folder / "news/lost.txt").symlink_to("nowhere")
        found = names("news")
        assert found == sorted([*ALL, "news/link/far.txt", "news/lost.txt"])

    def test_pipes_in_a_folder_are_not_waited_for(self, folder: Path) -> None:
        os.mkfifo(folder / "news/pipe.txt")
        assert names("news") == ALL

    def test_a_folder_that_may_not_be_read_is_named_and_the_rest_goes_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scandir = os.scandir

        def guarded(path: Path) -> object:
            if str(path).endswith("drafts"):
                raise PermissionError(13, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(os, "scandir", guarded)
        assert names("news", exclude=("a",)) == [
            "news/a-b.md",
            "news/a.TXT",
            "news/b.txt",
            "news/drafts/: permission denied for this folder; "
            "make it readable for you (chmod u+rx)",
            "news/é.markdown",
            "news/中文.txt",
        ]

    def test_names_that_are_no_text_are_kept(self, folder: Path) -> None:
        (folder / os.fsdecode(b"news/\xff.txt")).touch()
        assert names("news")[-1] == "news/\udcff.txt"


@pytest.mark.usefixtures("folder")
class TestPaths:
    def test_a_path_is_read_once_under_its_first_name(self, folder: Path) -> None:
        again = str(folder / "news/b.txt")
        assert names("news/b.txt", "./news/b.txt", again, "news/../news/b.txt") == ["news/b.txt"]
        assert names("news/b.txt", "news") == ["news/b.txt", *(n for n in ALL if "/b.txt" not in n)]
        assert names("news", "news/") == ALL
        assert names("-", "news/b.txt", "-") == ["-", "news/b.txt"]

    def test_paths_keep_their_order(self) -> None:
        assert names("news/drafts", "news/b.txt", "news/a") == [
            "news/drafts/d.txt", "news/b.txt", "news/a/deep/er/f.txt", "news/a/drafts/e.txt",
            "news/a/z.txt",
        ]  # fmt: skip

    @pytest.mark.parametrize("path", ["missing", "a\0b", "n" * 5000, "\udcff"])
    def test_a_path_that_leads_nowhere_is_left_to_be_read(self, path: str) -> None:
        assert names(path) == [path]

    def test_an_empty_name_is_not_the_current_folder(self) -> None:
        message = "'': no file has an empty name; check what should be there"
        assert names("", "news/b.txt") == [message, "news/b.txt"]


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"", []),
        (b"a.txt\n\n  \nnews/b.txt", ["a.txt", "news/b.txt"]),
        (b"\xef\xbb\xbfa.txt\r\nb c.txt\r\n", ["a.txt", "b c.txt"]),
        (b"a\nb.txt\0-\0", ["a\nb.txt", "-"]),
        (b"\xff.txt\n", ["\udcff.txt"]),
    ],
)
def test_lists_of_paths(data: bytes, paths: list[str]) -> None:
    assert read_list(data) == paths


def test_a_failure_is_a_value_and_the_rest_goes_on() -> None:
    def work(source: Source) -> str:
        if source.name == "lost":
            raise InputError("lost", "no such file")
        if source.name == "odd":
            raise ZeroDivisionError("odd\n  text")
        return source.name.upper()

    given = InputError("folder", "empty")
    sources = [Source("a", "a"), given, Source("lost", "lost"), Source("odd", "odd")]
    results = list(run([*sources, Source("b", "b")], work))
    assert (results[0], results[1], results[4]) == ("A", given, "B")
    assert [str(result) for result in results[2:4]] == [
        "lost: no such file",
        "odd: failed unexpectedly (ZeroDivisionError: odd text); "
        "a defect of this program: please report it, with the document",
    ]
    assert isinstance(results[3], InputError)
    assert isinstance(results[3].__cause__, ZeroDivisionError)


def test_a_rule_error_concerns_every_document() -> None:
    def work(source: Source) -> str:
        raise RuleError("units.toml", 3, "unit 'x'", "not a regex")

    with pytest.raises(RuleError):
        list(run([Source("a", "a")], work))


def test_sources_are_worked_on_as_they_are_asked_for() -> None:
    done: list[str] = []

    def work(source: Source) -> str:
        done.append(source.name)
        return source.name

    results = run((Source(name, name) for name in "abc"), work)
    assert next(results) == "a"
    assert done == ["a"]
