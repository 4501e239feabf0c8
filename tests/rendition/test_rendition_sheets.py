"""Letterheads and seals in the base-data workbook."""

from collective.tobaccooa.documents.interfaces import ILetterheadSource
from collective.tobaccooa.organisation.workbook.importing import import_workbook
from collective.tobaccooa.organisation.workbook.importing import registered_sheets
from collective.tobaccooa.organisation.workbook.model import RawSheet
from zope.component import getUtility

import pytest


SEALS = (("unit", "id", "title", "keeper_post"), ("unit02", "bureau", "二县局印章", "sealkeeper"))
HEADER = ("unit", "id", "title", "identity", "organ_mark", "organ_code", "form", "seal")
ROW = ("unit02", "bureau", "二县局文件", "bureau", "二县烟草专卖局", "二烟专", "document", "bureau")


def raw(name, header, *rows):
    return RawSheet(name, header, tuple(enumerate(rows, 2)))


def book(row=ROW):
    return [raw("seals", *SEALS), raw("letterheads", HEADER, row)]


def changed(place, value):
    return (*ROW[:place], value, *ROW[place + 1 :])


class TestImport:
    def test_a_letterhead_with_its_seal_is_made(self, bureau):
        report = import_workbook(book())
        assert report.applied, report.mistakes
        facts = getUtility(ILetterheadSource).get("unit02/bureau")
        assert (facts.organ_code, facts.seal) == ("二烟专", "unit02/bureau")
        assert facts.signature == "二县烟草专卖局"

    def test_importing_twice_changes_nothing(self, bureau):
        import_workbook(book())
        assert import_workbook(book()).writes == 0

    def test_what_is_exported_changes_nothing(self, bureau):
        for sheet in registered_sheets():
            if sheet.name in ("seals", "letterheads"):
                for row in sheet.export():
                    assert sheet.canonical(dict(row)) == row

    @pytest.mark.parametrize(
        ("place", "value", "message"),
        [
            (0, "none", "error_no_such_unit"),
            (1, "Bad Id", "error_cell_spaces"),
            (1, "Bad", "error_sheet_id"),
            (5, "abc", "error_organ_code"),
            (5, "某烟司", "error_organ_code_taken"),
            (6, "poster", "error_cell_choice"),
            (7, "other", "error_no_such_seal"),
        ],
    )
    def test_each_mistake_is_named_and_nothing_is_written(self, bureau, place, value, message):
        report = import_workbook(book(changed(place, value)))
        assert message in [str(mistake.message) for mistake in report.mistakes]
        assert not report.applied
        assert getUtility(ILetterheadSource).for_unit("unit02") == []


class TestSource:
    def test_a_department_has_its_default(self, bureau):
        source = getUtility(ILetterheadSource)
        assert source.for_department("city-finance").ref == "city/company"
        assert source.for_department("city-legal").ref == "city/bureau"

    def test_an_expired_one_is_no_default(self, bureau):
        from datetime import date

        bureau.letterheads.company.valid_until = date(2020, 1, 1)
        source = getUtility(ILetterheadSource)
        assert source.for_department("city-finance") is None
        assert not source.get("city/company").valid

    @pytest.mark.parametrize("ref", ["", "city", "city/none", "none/x", "/"])
    def test_an_unknown_ref_gives_none(self, bureau, ref):
        assert getUtility(ILetterheadSource).get(ref) is None
