"""The chain table: the most exact row wins, faults are named, the sheet round-trips."""

from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.table import ChainRow
from collective.tobaccooa.workflows.table import faults
from collective.tobaccooa.workflows.table import resolve
from dataclasses import replace

import pytest


ROW = ChainRow("*", "outgoing", "*", "signing", "always", ("post:leader",))


def plan(*rows, unit="unit03", document_type="notice"):
    return {s.id: s for s in resolve(chain("outgoing"), rows, unit, document_type)}


def test_without_rows_the_spec_holds():
    assert tuple(plan().values()) == chain("outgoing").defaults


def test_the_most_exact_row_wins_unit_before_document_type():
    rows = [
        replace(ROW, limit_days=1),
        replace(ROW, document_type="notice", limit_days=2),
        replace(ROW, unit="unit03", limit_days=3),
        replace(ROW, unit="unit03", document_type="notice", limit_days=4),
        replace(ROW, unit="unit04", document_type="notice", limit_days=9),
    ]
    limits = [plan(*rows[: n + 1])["signing"].limit_days for n in range(5)]
    assert limits == [1, 2, 3, 4, 4]
    assert plan(*rows, document_type="letter")["signing"].limit_days == 3


def test_a_row_decides_who_and_how():
    row = replace(ROW, step="countersigning", applies="always", taken_by=("heads",), mode="serial")
    step = plan(row)["countersigning"]
    assert (step.applies, step.taken_by, step.mode) == ("always", ("heads",), Mode.SERIAL)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"chain": "other"}, ("chain", "unknown_chain")),
        ({"step": "instruction"}, ("step", "unknown_step")),
        ({"applies": "perhaps"}, ("applies", "unknown_applies")),
        ({"step": "drafting", "applies": "never"}, ("applies", "first_step_always")),
        ({"taken_by": ()}, ("taken_by", "unknown_taken_by")),
        ({"taken_by": ("post:leader", "anybody")}, ("taken_by", "unknown_taken_by")),
        ({"mode": "most"}, ("mode", "unknown_mode")),
        ({"limit_days": 0}, ("limit_days", "bad_limit")),
    ],
)
def test_faults_name_the_column(change, fault):
    assert faults(ROW) == []
    assert faults(replace(ROW, **change)) == [fault]


class TestSheet:
    HEADER = "unit,chain,document_type,step,applies,taken_by,mode,limit_days\n"

    def test_rows_are_imported_once(self, integration, tmp_path):
        from collective.tobaccooa.organisation.workbook.importing import import_workbook
        from collective.tobaccooa.workflows.table import stored_rows

        source = tmp_path / "chains.csv"
        source.write_text(self.HEADER + "*,outgoing,*,signing,always,post:deputy,any,3\n", "utf-8")
        assert import_workbook(tmp_path, dry_run=False).writes == 1
        assert [r.taken_by for r in stored_rows()] == [("post:deputy",)]
        assert import_workbook(tmp_path, dry_run=False).writes == 0

    def test_a_mistake_names_sheet_row_and_column(self, integration, tmp_path):
        from collective.tobaccooa.organisation.workbook.importing import import_workbook
        from collective.tobaccooa.workflows.table import stored_rows

        source = tmp_path / "chains.csv"
        source.write_text(
            self.HEADER
            + "*,outgoing,*,signing,always,post:deputy,any,3\n"
            + "unit77,outgoing,*,signing,always,nobody,any,\n",
            "utf-8",
        )
        report = import_workbook(tmp_path, dry_run=False)
        assert [(m.sheet, m.row, m.column) for m in report.mistakes] == [
            ("流程", 3, "单位"),
            ("流程", 3, "办理人"),
        ]
        assert stored_rows() == []
