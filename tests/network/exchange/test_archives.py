"""A .zip is the same as the folder, and one that was made to harm is refused."""

import zipfile

import pytest

from network.exchange import source
from network.exchange.exporting import export_package
from network.exchange.problems import PackageError
from network.exchange.services import import_package
from network.exchange.source import open_package
from tests.network.exchange.packages import OPEN, contents, counts, small

pytestmark = pytest.mark.django_db


def zipped(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def refusal(path):
    before = counts()
    with pytest.raises(PackageError) as caught:
        import_package(path=path)
    assert counts() == before
    [problem] = caught.value.problems
    return problem


def test_a_zip_is_the_same_as_the_folder(tmp_path):
    path = zipped(tmp_path / "open.zip", contents(OPEN).items())
    assert open_package(path).digest == open_package(OPEN).digest
    assert import_package(path=path)[1]
    assert import_package(path=OPEN)[1] is None


def test_an_export_as_zip_holds_what_the_folder_holds_and_is_always_the_same(tmp_path):
    import_package(path=small(tmp_path / "p"))
    export_package(path=tmp_path / "out")
    export_package(path=tmp_path / "one.zip")
    export_package(path=tmp_path / "two.zip")
    assert open_package(tmp_path / "one.zip").files == contents(tmp_path / "out")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_compressed_folder_may_bring_itself_along(tmp_path):
    files = contents(small(tmp_path / "p")).items()
    members = [(f"paquete/{name}", content) for name, content in files]
    path = zipped(tmp_path / "p.zip", [*members, ("__MACOSX/paquete/._themes.csv", b"x")])
    assert import_package(path=path)[1]


@pytest.mark.parametrize(
    "name",
    [
        "../themes.csv",
        "/themes.csv",
        "a/../themes.csv",
        "a/b/themes.csv",
        "..\\themes.csv",
        "C:\\themes.csv",
        ".",
    ],
)
def test_no_member_leaves_its_place(name, tmp_path):
    problem = refusal(zipped(tmp_path / "p.zip", [(name, b"id,label_es,label_en\n")]))
    assert problem.file == "p.zip"


def test_members_of_several_folders_are_refused(tmp_path):
    members = [("a/themes.csv", b"x"), ("b/groups.csv", b"x")]
    refusal(zipped(tmp_path / "p.zip", members))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = zipped(tmp_path / "p.zip", [("themes.csv", b"0" * 20_000_000)])
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *args: pytest.fail("it was unpacked"))
    assert "sospechosa" in refusal(path).problem


def test_a_bomb_that_lies_about_its_size_is_cut_short(tmp_path):
    path = zipped(tmp_path / "p.zip", [("themes.csv", b"id,label_es,label_en\n" + b"x" * 500_000)])
    content = bytearray(path.read_bytes())
    true_size = (500_000 + 21).to_bytes(4, "little")
    while (at := content.find(true_size)) >= 0:
        content[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    refusal(path)


def test_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MOST_BYTES", 100)
    assert "MiB" in refusal(small(tmp_path / "p")).problem
    assert "MiB" in refusal(zipped(tmp_path / "p.zip", [("themes.csv", b"x" * 101)])).problem


def test_too_many_members_are_refused(tmp_path):
    refusal(zipped(tmp_path / "p.zip", [(f"{number}.csv", b"") for number in range(65)]))


def test_a_member_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(tmp_path / "p.zip", [("themes.csv", b"x"), ("themes.csv", b"y")])
    assert "dos veces" in refusal(path).problem


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"id,label_es,label_en\n"])
def test_what_is_no_zip_is_refused(content, tmp_path):
    (tmp_path / "p.zip").write_bytes(content)
    assert refusal(tmp_path / "p.zip").file == "p.zip"


def test_a_damaged_zip_is_refused(tmp_path):
    path = zipped(tmp_path / "p.zip", [("themes.csv", b"id,label_es,label_en\nx,X,X\n")], zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"x,X,X", b"y,X,X", 1))
    refusal(path)


def test_a_damaged_zip_of_another_compression_is_refused(tmp_path):
    path = zipped(tmp_path / "p.zip", [("themes.csv", b"id,label_es,label_en\n" * 50)], zipfile.ZIP_LZMA)
    content = bytearray(path.read_bytes())
    content[40:60] = b"\xff" * 20
    path.write_bytes(content)
    refusal(path)


@pytest.mark.parametrize("path", ["", "x" * 5000])
def test_a_path_that_cannot_be_one_is_refused(path):
    assert refusal(path).remedy


def test_a_folder_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    def denied(path):
        raise PermissionError

    monkeypatch.setattr(type(tmp_path), "iterdir", denied)
    assert refusal(tmp_path).remedy
