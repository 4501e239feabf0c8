"""The workbook sheet 栏目: which columns there are, and who keeps them."""

import pytest


HEADER = "unit,id,title,kind,department,editors,approver,supervising_leader,max_age_days,order\n"
GOOD = "city,notices,通知公告,notice,city-office,city-editor,city-approver,city-deputy,180,10\n"


def imported(tmp_path, *rows):
    from collective.tobaccooa.organisation.workbook.importing import import_workbook

    (tmp_path / "columns.csv").write_text(HEADER + "".join(rows), "utf-8")
    return import_workbook(tmp_path, dry_run=False)


def kept():
    from collective.tobaccooa.portal.sheets import ColumnsSheet

    return {f"{row['unit']}/{row['id']}": row for row in ColumnsSheet().export()}


def test_the_demo_has_eleven_city_columns_and_four_in_each_unit(demo):
    units = [row["unit"] for row in kept().values()]
    assert (units.count("city"), units.count("unit12"), len(units)) == (11, 4, 59)


def test_a_row_is_kept_changed_and_left(demo, tmp_path):
    assert imported(tmp_path, GOOD.replace("notices", "extra")).writes == 1
    assert kept()["city/extra"]["editors"] == ("city-editor",)
    assert imported(tmp_path, GOOD.replace("notices", "extra")).writes == 0
    assert imported(tmp_path, GOOD.replace("notices", "extra").replace("180", "90")).writes == 1
    assert kept()["city/extra"]["max_age_days"] == 90


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        (GOOD.replace("notices", "Notices!"), "标识"),
        (GOOD.replace("city-office", "unit01-office"), "责任科室"),
        (GOOD.replace("city-office", "city-nowhere"), "责任科室"),
        (GOOD.replace("city-editor", "nobody"), "编辑"),
        (GOOD.replace("city-approver", "nobody"), "审核人"),
        (GOOD.replace("180", "0"), "最长更新间隔（天）"),
        (GOOD.replace("notice,", "fashion,"), "类型"),
        (GOOD.replace("notices", "gongwen"), "标识"),
    ],
)
def test_a_mistake_names_its_column_and_nothing_is_kept(demo, tmp_path, wrong, column):
    before = dict(kept())
    report = imported(tmp_path, GOOD.replace("notices", "extra"), wrong)
    assert column in [mistake.column for mistake in report.mistakes]
    assert kept() == before
