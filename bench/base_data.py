"""How long does the first import of the base data take: 12 units and 500 people?

    .venv/bin/python bench/base_data.py

In an empty test site, from the bytes of an .xlsx file to the end of the transaction's work, wall
clock. Budget of the issue: 60 s. Importing the same file again must write nothing; its time, and
the dry run's, are printed beside.
"""

from collective.tobaccooa import testing
from collective.tobaccooa.organisation.workbook.importing import import_workbook
from openpyxl import Workbook
from time import perf_counter

import io
import sys


UNITS = 12
PEOPLE = 500
DEPARTMENTS = 5
BUDGET = 60.0
POSTS = ("leader", "deputy", "director", "clerk", "sealkeeper", "archivist", "editor", "approver")


def workbook() -> bytes:
    """Return a workbook with twelve units below the city and five hundred people in them."""
    codes = ["city", *(f"unit{number:02d}" for number in range(1, UNITS + 1))]
    book = Workbook()
    book.remove(book.active)
    add(book, "单位", ["代码", "全称", "简称"], [[c, f"{c}烟草专卖局", f"{c}局"] for c in codes])
    places = [(code, f"d{number}") for code in codes for number in range(DEPARTMENTS)]
    add(book, "科室", ["单位", "代码", "名称"], [[u, d, f"{d}科"] for u, d in places])
    people = []
    for number in range(PEOPLE):
        unit, department = places[number % len(places)]
        heads = f"{unit}-{department}" if number < len(places) else ""
        people.append(
            [f"p{number:04d}", f"某某{number}", "科员", number, unit, f"{unit}-{department}", heads]
        )
    header = ["用户名", "姓名", "职务", "排序", "单位", "科室", "负责科室"]
    add(book, "人员", header, people)
    of_unit = {code: [row[0] for row in people if row[4] == code] for code in codes}
    posts = [
        [code, post, of_unit[code][place]] for code in codes for place, post in enumerate(POSTS)
    ]
    add(book, "岗位", ["单位", "岗位", "人员"], posts)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def add(book: Workbook, title: str, header: list, rows: list) -> None:
    """Add a sheet."""
    sheet = book.create_sheet(title)
    for row in (header, *rows):
        sheet.append(row)


def bases_first(layer, found: list) -> list:
    """Return a test layer and those below it, bases first, each once."""
    for base in layer.__bases__:
        bases_first(base, found)
    if layer not in found:
        found.append(layer)
    return found


def timed(**options) -> tuple[float, object]:
    """Import and return (seconds, report)."""
    begun = perf_counter()
    report = import_workbook(DATA, **options)
    return perf_counter() - begun, report


DATA = workbook()


def main() -> int:
    """Measure in an empty site; return 1 when over the budget."""
    layers = bases_first(testing.INTEGRATION, [])
    for layer in layers:
        layer.setUp()
    for layer in layers:
        layer.testSetUp()
    dry, report = timed(dry_run=True)
    first, report = timed()
    again, repeated = timed()
    for mistake in report.mistakes:
        print(mistake)
    print(f"{UNITS} units, {PEOPLE} people: {report.writes} rows written")
    print(f"dry run {dry:.1f} s, import {first:.1f} s (budget {BUDGET:.0f} s), again {again:.1f} s")
    good = report.applied and repeated.applied and repeated.writes == 0 and first <= BUDGET
    for layer in reversed(layers):
        layer.testTearDown()
    print("within the budget" if good else "NOT within the budget")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
