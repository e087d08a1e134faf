"""Flat tables: CSV, TSV, Parquet, Excel."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from ..errors import UsageError
from .columns import COLUMNS, Row, Value
from .target import needs

_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CELL = 32_767  # characters in a cell of Excel
_SHEET = 1_048_576  # rows of a sheet
_BATCH = 10_000  # rows of a Parquet row group


def write_csv(rows: Iterable[Row], file: TextIO, delimiter: str = ",") -> None:
    """RFC 4180 with a header. Text that a spreadsheet would take for a formula gets an apostrophe first."""
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n" if delimiter == "," else "\n")
    writer.writerow(column.name for column in COLUMNS)
    writer.writerows([_cell(value) for value in row.values()] for row in rows)


def _cell(value: Value) -> Value:
    """As OWASP advises against CSV injection."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def write_parquet(rows: Iterable[Row], path: Path) -> None:
    """Typed columns (string, int64, double, date32), zstd, with the columns' meanings as field metadata."""
    pa = needs("pyarrow", "Parquet")
    pq = needs("pyarrow.parquet", "Parquet")
    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    schema = pa.schema(
        [pa.field(c.name, types[c.type], metadata={"description": c.meaning}) for c in COLUMNS]
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def write_xlsx(rows: Iterable[Row], path: Path) -> None:
    """One sheet, `events`, with a header that stays in sight, and a filter; text is never a formula."""
    openpyxl = needs("openpyxl", "Excel")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("events")
    sheet.freeze_panes = "A2"
    cell = needs("openpyxl.cell", "Excel").WriteOnlyCell
    header: Row = {column.name: column.name for column in COLUMNS}
    for number, row in enumerate(chain([header], rows), 1):
        if number > _SHEET:
            raise UsageError(f"Excel holds {_SHEET - 1:,} rows at most", "export to CSV, Parquet or SQLite")
        sheet.append([_excel(cell(sheet, value=None), value) for value in row.values()])
    book.save(path)


def _excel(cell: Any, value: Value) -> Any:
    if isinstance(value, str):
        cell.value = _CONTROL.sub(" ", value)[:_CELL]
        cell.data_type = "s"  # else "=…" becomes a formula
    else:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "yyyy-mm-dd"
    return cell
