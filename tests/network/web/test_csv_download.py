import pytest

from network.web.csv_download import csv_download, safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        (" =SUM(A1)", "' =SUM(A1)"),
        ("+569 9700 7000", "'+569 9700 7000"),
        ("-1", "'-1"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        (-1, "-1"),
        (None, ""),
        ("Mesa de mujeres", "Mesa de mujeres"),
    ],
)
def test_no_cell_starts_a_formula(value, cell):
    assert safe_cell(value) == cell


def test_the_file_opens_as_utf8_with_its_name():
    response = csv_download("mesas", ["Nombre"], [["Niñez"]])
    assert response.content.decode("utf-8-sig") == "Nombre\r\nNiñez\r\n"
    assert response["Content-Disposition"] == 'attachment; filename="mesas.csv"'
