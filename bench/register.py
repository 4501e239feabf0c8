"""Does a page of the register cost the same at 1,000 and at 20,000 documents of a year?

    .venv/bin/python bench/register.py

One unit, one year, a person who takes part in 300 documents, on a file storage with the cache size
that the package sets (3,000 objects). Each figure is the median CPU time of many in one run; their
ratio counts. Budget: ≤ 1.3 for pages without filters and for one decision's write. A page with
filters reads the rows of the year by design; its cost is printed for comparison.
"""

from collections.abc import Iterator
from collective.tobaccooa.documents.numbering import normalise
from collective.tobaccooa.search.asking import Asked
from collective.tobaccooa.search.asking import facets_of
from collective.tobaccooa.search.asking import matching
from collective.tobaccooa.search.asking import row_test
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.register import own_page
from collective.tobaccooa.search.register import whole_page
from collective.tobaccooa.search.store import Registers
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from pathlib import Path
from statistics import median
from time import process_time

import tempfile
import transaction
import ZODB


START = datetime(2026, 1, 4, tzinfo=UTC)
ME = frozenset({"city-finance-staff", "city.staff"})
STEPS = ("drafting", "signing", "distribution", "distributed")
OWN = 300
BUDGET = 1.3


def row(number: int, count: int) -> RegisterRow:
    """Return the nth of so many rows, spread over a year."""
    created = START + timedelta(seconds=number * (300 * 86400 // count))
    mine = number % (count // OWN) == 0
    return RegisterRow(
        reference=f"city/outgoing/2026/{number:032x}",
        title=f"关于做好第{number}批烟叶收购和专卖许可证管理工作有关事项的通知",
        number=f"某烟办〔2026〕{number}号",
        receipt="",
        document_type="notice",
        urgency="normal",
        department="city-finance",
        drafter="city-finance-staff" if mine else "city-legal-staff",
        source="",
        step=STEPS[number % len(STEPS)],
        done=number % len(STEPS) == 3,
        created=created,
        updated=created,
        signed=None,
        principals=("city-finance-staff",) if mine else ("city-legal-staff",),
    )


def fill(folder: str, count: int) -> ZODB.DB:
    """Make a database with a register of so many rows."""
    db = ZODB.DB(str(Path(folder) / f"{count}.fs"), cache_size=3000)
    with db.transaction() as connection:
        registers = connection.root.registers = Registers()
        for number in range(count):
            registers.put(row(number, count))
            if number % 2000 == 1999:
                transaction.savepoint(optimistic=True)
    return db


def each_of(registers: Registers, unit: str) -> Iterator[RegisterRow]:
    """Yield the rows of a unit as search reads them."""
    return (row for _, _, register in registers.years_of(unit) for row in register.rows())


def milliseconds(task, times: int) -> float:
    """Return the median CPU time of a task."""
    task()
    found = []
    for _ in range(times):
        begun = process_time()
        task()
        found.append((process_time() - begun) * 1000)
    return median(found)


def measure(db: ZODB.DB, count: int) -> dict[str, float]:
    """Return the time of each thing that is measured, in milliseconds."""
    connection = db.open()
    registers = connection.root()["registers"]
    place = iter(range(10**6))

    def decide() -> None:
        step = next(place)
        present = row(step * 7 % count, count)
        registers.put(present._replace(step=f"step{step}", updated=START))
        transaction.commit()

    def page(filters: Filters, start: int = 0) -> None:
        whole_page(registers, "city", filters, start, 25)

    def search(asked: Asked) -> None:
        rows = matching(each_of(registers, "city"), row_test(asked, normalise))
        facets_of(rows, by_month=False)

    found = {
        "first page, whole register": milliseconds(lambda: page(Filters()), 200),
        "first page, one kind and year": milliseconds(
            lambda: page(Filters(kind="outgoing", year=2026)), 200
        ),
        "first page, own documents": milliseconds(
            lambda: own_page(registers, "city", ME, Filters(), 0, 25), 200
        ),
        "one row written and committed": milliseconds(decide, 200),
        "one word in a year (reads all)": milliseconds(lambda: page(Filters(text="烟叶")), 5),
        "search, everything, with facets (reads all)": milliseconds(lambda: search(Asked()), 5),
        "search, two words, with facets (reads all)": milliseconds(
            lambda: search(Asked(Filters(text="烟叶 第7批"))), 5
        ),
    }
    connection.close()
    return found


def main() -> None:
    """Print both sizes and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = {}
        for count in (1_000, 20_000):
            db = fill(folder, count)
            sizes[count] = measure(db, count)
            db.close()
    print(f"{'CPU milliseconds (median)':46}{'1,000':>9}{'20,000':>9}{'ratio':>8}  budget")
    for name, small in sizes[1_000].items():
        large = sizes[20_000][name]
        budget = "" if "reads all" in name else f"≤ {BUDGET}"
        print(f"{name:46}{small:9.3f}{large:9.3f}{large / small:8.2f}  {budget}")


if __name__ == "__main__":
    main()
