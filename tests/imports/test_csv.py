"""CSV is read whatever separates it."""

from __future__ import annotations

import pytest

from kb.imports.cells import Refusal
from kb.imports.csv_in import read_csv
from kb.imports.table import Sheet


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_whatever_separates_it(delimiter: str, mark: bytes) -> None:
    text = f'id{delimiter}role\r\n\r\nmx-a{delimiter}"dos\nlíneas; y, más"\r\n'
    found = read_csv(mark + text.encode(), "t.csv")
    assert found == Sheet("t.csv", {1: {1: "id", 2: "role"}, 3: {1: "mx-a", 2: "dos\nlíneas; y, más"}})


def test_the_apostrophe_that_protects_a_cell_is_taken_away() -> None:
    assert read_csv(b"'+52,'089,'texto,''=1", "t").cells[1] == {1: "+52", 2: "089", 3: "'texto", 4: "'=1"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("id,niño\n".encode("latin-1"), "not in UTF-8"),
        ("id,niño\n".encode("utf-16"), "not in UTF-8"),
        (b'id,kind\n"mx-a,shelter\n', "beyond line 2"),
        (b'id\n"a"b\n', "beyond line 2"),
        (b"id\n" + b"x" * 200_000, "beyond line 2"),
        (b"id\n" * 1_001, "too large"),
        (b"id" * 2_600_000, "too large"),
        (b"id" + b",x" * 201, "too large"),
    ],
)
def test_csv_that_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_csv(data, "t.csv")
    assert reason in refused.value.message.format(**refused.value.values)
