"""The workbook against a site: in, again, out, and back."""

from __future__ import annotations

from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation import people
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.workbook import importing
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from plone.app.testing import SITE_OWNER_NAME
from tests.organisation.conftest import sheets_of

import pytest
import transaction


OURS = ("units", "departments", "people", "posts")


@pytest.fixture
def imported(portal, manager, small):
    """The report of the first import of the small workbook."""
    return importing.import_workbook(sheets_of(small))


def words(report, key):
    """Return how many rows of our sheets are created, changed or unchanged."""
    return {sheet.name: len(getattr(sheet, key)) for sheet in report.sheets if sheet.name in OURS}


class TestImport:
    def test_it_makes_units_departments_people_and_posts(self, imported):
        assert imported.applied and not imported.mistakes
        known = directory()
        assert known.unit("city").short_title == "云岭市局"
        assert known.unit("station1").parent == "unit01"
        assert known.members("city.post.clerk") == ("city-clerk",)
        assert known.members("unit01.post.clerk") == ("city-clerk",)
        assert known.fullname("city-head") == "周砚"
        assert known.members("city.finance.head") == ("city-head",)
        assert known.members("city.finance") == ("city-head",)
        assert known.units_of("city-clerk") == {"city", "unit01"}

    def test_new_people_get_a_one_time_password_each_and_once(self, imported, small):
        assert [given.user_id for given in imported.passwords] == ["city-clerk", "city-head"]
        assert accounts.must_change_password("city-clerk")
        assert importing.import_workbook(sheets_of(small)).passwords == ()

    def test_importing_twice_changes_nothing(self, imported, small):
        again = importing.import_workbook(sheets_of(small))
        assert again.applied
        assert again.writes == 0
        assert words(again, "unchanged") == {"units": 3, "departments": 3, "people": 2, "posts": 2}

    def test_a_dry_run_reports_and_writes_nothing(self, portal, manager, small):
        report = importing.import_workbook(sheets_of(small), dry_run=True)
        assert words(report, "created") == {"units": 2, "departments": 3, "people": 2, "posts": 1}
        assert words(report, "changed") == {"units": 1, "departments": 0, "people": 0, "posts": 1}
        assert not report.applied
        assert not directory().has_unit("unit01")

    def test_one_mistake_and_nothing_is_imported(self, portal, manager, small):
        small["people"] += "bad one,某某,,,city,city-nowhere,,,,yes\n"
        report = importing.import_workbook(sheets_of(small))
        assert not report.applied
        assert [(m.sheet, m.row, m.column) for m in report.mistakes] == [("人员", 4, "用户名")]
        assert not directory().has_unit("unit01")

    def test_what_the_workbook_lacks_stays(self, imported, small):
        small["people"] = "id,fullname,unit\ncity-clerk,林知远,city\n"
        report = importing.import_workbook(sheets_of({"people": small["people"]}))
        assert report.applied and report.writes == 0
        assert directory().person("city-head").active

    def test_a_changed_title_changes_one_row(self, imported, small):
        small["departments"] = small["departments"].replace("财务科", "财务管理科")
        report = importing.import_workbook(sheets_of(small))
        assert report.writes == 1
        assert directory().department("city-finance").title == "财务管理科"

    def test_a_unit_moves_below_another(self, imported, small):
        small["units"] = small["units"].replace("清水站,other,unit01", "清水站,other,city")
        assert importing.import_workbook(sheets_of(small)).applied
        assert directory().unit("station1").parent == "city"

    def test_who_is_not_active_any_more_leaves(self, imported, small):
        small["people"] = small["people"].replace("unit01,yes", "unit01,no")
        small["posts"] = "unit,post,people\ncity,clerk,\nunit01,clerk,city-head\n"
        refused = importing.import_workbook(sheets_of(small))
        assert [m.column for m in refused.mistakes] == ["人员"]
        small["posts"] = "unit,post,people\ncity,clerk,city-head\nunit01,clerk,\n"
        report = importing.import_workbook(sheets_of(small))
        assert report.applied
        assert not directory().person("city-clerk").active
        assert directory().members("city.post.clerk") == ("city-head",)
        assert importing.import_workbook(sheets_of(small)).writes == 0

    def test_who_comes_back_gets_a_one_time_password(self, imported, small):
        people.deactivate("city-clerk")
        report = importing.import_workbook(sheets_of(small))
        assert [given.user_id for given in report.passwords] == ["city-clerk"]
        assert directory().person("city-clerk").active
        assert importing.import_workbook(sheets_of(small)).writes == 0

    def test_the_instances_administrator_is_no_person_of_the_site(self, portal, manager, small):
        small["people"] += f"{SITE_OWNER_NAME},某某,,,city,,,,,yes\n"
        report = importing.import_workbook(sheets_of(small))
        assert [(m.row, m.column) for m in report.mistakes] == [(4, "用户名")]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["p1", "p2", "p3", "p4"]),
            "unit": st.sampled_from(["city", "unit01"]),
            "department": st.sampled_from(["", "city-office", "city-finance", "unit01-office"]),
            "heads": st.sets(st.sampled_from(["city-office", "unit01-office"])),
            "departments": st.sets(st.sampled_from(["city-office", "city-finance"])),
            "units": st.sets(st.sampled_from(["city", "unit01", "station1"])),
            "active": st.sampled_from(["yes", "no"]),
        }
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row["id"],
)


class TestLaws:
    def test_any_people_come_back_as_they_were_put_in(self, imported):
        @settings(max_examples=25, deadline=None)
        @given(ROWS, ROWS)
        def holds(first, second):
            savepoint = transaction.savepoint()
            for rows in (first, second):
                lines = ["id,fullname,unit,department,heads,departments,units,active"]
                for row in rows:
                    sets = [";".join(sorted(row[n])) for n in ("heads", "departments", "units")]
                    cells = [row["id"], "某人", row["unit"], row["department"], *sets]
                    lines.append(",".join([*cells, row["active"]]))
                sheet = sheets_of({"people": "\n".join(lines)})
                assert importing.import_workbook(sheet).applied
                assert importing.import_workbook(sheet).writes == 0
                assert importing.import_workbook(importing.export_workbook()).writes == 0
            savepoint.rollback()

        holds()


class TestExport:
    def test_the_exported_workbook_changes_nothing(self, imported):
        report = importing.import_workbook(importing.export_workbook())
        assert not report.mistakes
        assert report.applied and report.writes == 0

    def test_the_exported_folder_changes_nothing_and_is_stable(self, imported, tmp_path):
        importing.export_folder(tmp_path / "one")
        report = importing.import_workbook(tmp_path / "one")
        assert report.applied and report.writes == 0
        importing.export_folder(tmp_path / "two")
        for path in (tmp_path / "one").iterdir():
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()

    def test_passwords_are_in_no_export(self, imported, tmp_path):
        importing.export_folder(tmp_path)
        written = "".join(path.read_text() for path in tmp_path.iterdir())
        assert all(given.password not in written for given in imported.passwords)
        assert "SSHA" not in written

    def test_the_template_can_be_read_and_holds_no_row(self, portal):
        sheets = importing.read_source(importing.template_workbook())
        assert {sheet.name for sheet in sheets} >= {"单位", "科室", "人员", "岗位"}
        assert all(not sheet.rows for sheet in sheets)
