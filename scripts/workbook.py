"""Import and export the base data from the command line: run by `bin/instance run`.

    bin/instance run scripts/workbook.py import FILE.xlsx|FOLDER [--dry-run]
    bin/instance run scripts/workbook.py export FILE.xlsx|FOLDER

`make import FILE=…` and `make export FILE=…` do the same. The server must not be running (or use
`bin/client1 run …` under ZEO). One-time passwords of new people are printed once and kept nowhere.
The exit status is 1 when there is a mistake.
"""

from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.workbook.importing import export_folder
from collective.tobaccooa.organisation.workbook.importing import export_workbook
from collective.tobaccooa.organisation.workbook.importing import import_workbook
from pathlib import Path
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import argparse
import sys
import transaction


SITE_ID = "oa"


def arguments():
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="workbook.py", description=__doc__.split("\n")[0])
    parser.add_argument("do", choices=["import", "export"])
    parser.add_argument("file", type=Path, help="an .xlsx file, or a folder of CSV files")
    parser.add_argument("--dry-run", action="store_true", help="only report")
    parser.add_argument("--site", default=SITE_ID, help="id of the site (oa)")
    # `bin/instance run` puts its interpreter and `-c` before the name of the script
    place = next((n for n, each in enumerate(sys.argv) if each.endswith("workbook.py")), 0)
    given = sys.argv[place + 1 :]
    return parser.parse_args(given)


def show(report):
    """Print a report in Chinese."""
    for mistake in report.mistakes:
        row = f"第 {mistake.row} 行 " if mistake.row else ""
        column = f"“{mistake.column}” " if mistake.column else ""
        print(f"错误：{mistake.sheet} {row}{column}{say(mistake.message)}")
    for sheet in report.sheets:
        print(
            f"{sheet.title}：新增 {len(sheet.created)}，修改 {len(sheet.changed)}，"
            f"不变 {len(sheet.unchanged)}"
        )
    if report.passwords:
        print("一次性密码（只显示这一次，首次登录时须修改）：")
        for given in report.passwords:
            print(f"  {given.user_id}\t{given.fullname}\t{given.password}")


def run_import(source, dry_run):
    """Import, print the report, commit; return the exit status."""
    if not source.exists():
        print(f"没有这个文件或文件夹：{source}")
        return 1
    try:
        report = import_workbook(source, dry_run=dry_run)
    except OAError as error:
        print(f"错误：{say(error.message)}")
        return 1
    show(report)
    if report.applied:
        transaction.commit()
        print("已导入。" if report.writes else "内容一致，没有需要导入的。")
    else:
        print("没有导入：请先改正错误。" if report.mistakes else "试导入完成，没有写入。")
    return 1 if report.mistakes else 0


def run_export(target):
    """Write the base data to an .xlsx file or into a folder."""
    if target.suffix.lower() == ".xlsx":
        target.write_bytes(export_workbook())
    else:
        export_folder(target)
    print(f"已导出：{target}")
    return 0


def main(app):
    """Do what was asked in the site."""
    options = arguments()
    root = makerequest(app)
    setRequest(root.REQUEST)
    site = root.get(options.site)
    if site is None:
        print(f"没有站点 {options.site}，请先运行 make site。")
        return 1
    setSite(site)
    if options.do == "import":
        return run_import(options.file, options.dry_run)
    return run_export(options.file)


sys.exit(main(app))  # noqa: F821 - `bin/instance run` provides it
