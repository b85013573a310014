from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.reading import read_bytes, read_path, read_text

NEWS = "青河秋粮入库\r\n\r\n全市秋粮产量达到3.2万吨。\r"


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "2023-10-12.txt"
    path.write_bytes(b"\xef\xbb\xbf" + NEWS.encode())
    document = read_path(str(path))
    assert document.text == NEWS
    assert (document.source, document.format, document.encoding) == (str(path), "text", "utf-8")
    assert (str(document.published), document.published_from) == ("2023-10-12", "filename")


def test_the_source_may_be_another_name_than_the_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(NEWS.encode("gb18030"))
    document = read_path(str(tmp_path / "a.txt"), source="news/a.txt", encoding="gbk")
    assert (document.source, document.encoding, document.text) == ("news/a.txt", "gb18030", NEWS)


def test_standard_input_has_no_name() -> None:
    document = read_bytes(NEWS.encode(), source="-")
    assert (document.source, document.format) == ("-", "text")


def test_a_text_in_hand_has_no_encoding() -> None:
    document = read_text(NEWS)
    assert (document.text, document.source, document.encoding) == (NEWS, None, None)


def test_an_empty_file_is_an_empty_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert read_path(str(tmp_path / "a.txt")).text == ""


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", "no such file; check the name"),
        ("link.txt", "is a link to nothing"),
        ("folder", "is a folder, not a file; name a file in it"),
        ("a\0b", "cannot be read"),
        ("n" * 5000, "cannot be read"),
        ("binary.txt", "looks like a PNG picture"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    with pytest.raises(InputError, match=message) as caught:
        read_path(str(tmp_path / name), source=f"given/{name}")
    assert caught.value.path == f"given/{name}"
    assert caught.value.remedy


def test_an_empty_path_is_not_the_current_folder() -> None:
    with pytest.raises(InputError, match='"": no file is named; give a path'):
        read_path("")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_of_another_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch(mode=0o000)
    with pytest.raises(InputError, match="permission denied; make it readable"):
        read_path(str(path))


def test_a_refused_permission_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", refuse)
        with pytest.raises(InputError, match="permission denied; make it readable"):
            read_path("a.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="needs Unix devices")
def test_devices_are_refused_but_for_the_empty_one() -> None:
    with pytest.raises(InputError, match="is a device, not a file; for standard input, give -"):
        read_path("/dev/zero")
    assert read_path("/dev/null").text == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs Unix pipes")
def test_a_pipe_with_a_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(NEWS.encode(),))
    writer.start()
    assert read_path(str(path)).text == NEWS
    writer.join()


@pytest.mark.skipif(sys.platform == "win32", reason="needs Unix pipes")
@pytest.mark.parametrize("path", ["/dev/stdin", "/dev/fd/0"])
def test_standard_input_may_be_named_as_a_file(path: str) -> None:
    program = f"from extractor.reading import read_path; print(len(read_path({path!r}).text))"
    done = subprocess.run(
        [sys.executable, "-c", program], input=NEWS.encode(), capture_output=True, check=True
    )
    assert int(done.stdout) == len(NEWS)
