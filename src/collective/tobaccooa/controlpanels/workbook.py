"""`@@oa-workbook`: import and export the base data (基础资料)."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation import pending
from collective.tobaccooa.organisation.workbook import limits
from collective.tobaccooa.organisation.workbook.importing import export_workbook
from collective.tobaccooa.organisation.workbook.importing import import_workbook
from collective.tobaccooa.organisation.workbook.importing import template_workbook
from collective.tobaccooa.organisation.workbook.model import Report
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import quote


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_NAMED = 30


class WorkbookPanel(Panel):
    """Upload, look at what would happen, confirm. Passwords are shown once, here."""

    page_title = _("heading_workbook", default="Base data")
    actions = {"try": "try_it", "import": "import_it"}
    report_html = ViewPageTemplateFile("templates/workbook_report.pt")
    passwords_html = ViewPageTemplateFile("templates/workbook_passwords.pt")
    report: Report | None = None
    token = ""
    filename = ""

    def try_it(self) -> None:
        """Read the uploaded file and report what an import would do."""
        data, self.filename = self._upload()
        self.report = import_workbook(data, dry_run=True)
        if not self.report.mistakes:
            self.token = pending.keep(self.user, data, self.filename)

    def import_it(self) -> None:
        """Import the file that was tried."""
        found = pending.kept(self.user, self.text("token"))
        self.filename = found.filename
        self.report = import_workbook(found.data)
        if self.report.applied:
            pending.drop(self.user)

    def _upload(self) -> tuple[bytes, str]:
        upload = self.request.form.get("file")
        if not hasattr(upload, "read") or not getattr(upload, "filename", ""):
            raise InvalidInput(
                _("error_choose_file", default="Choose an .xlsx file first."), field="file"
            )
        data = upload.read(limits.MAX_FILE_BYTES + 1)
        return data, str(upload.filename).replace("\\", "/").rsplit("/", 1)[-1][:100]

    def named(self, keys: tuple[str, ...]) -> str:
        """Return the first rows of a kind by name, and that there are more."""
        shown = "、".join(keys[:ROWS_NAMED])
        return f"{shown} …" if len(keys) > ROWS_NAMED else shown


class WorkbookExport(BrowserView):
    """Downloads the base data as .xlsx; without passwords."""

    stem = "基础资料"

    def __call__(self) -> bytes:
        """Return the file."""
        response = self.request.response
        name = quote(f"{self.stem}-{clock.today().isoformat()}.xlsx")
        response.setHeader("Content-Type", XLSX)
        response.setHeader("Content-Disposition", f"attachment; filename*=UTF-8''{name}")
        response.setHeader("Cache-Control", "private, no-store")
        return self.data()

    def data(self) -> bytes:
        """Return the bytes of the workbook."""
        return export_workbook()


class WorkbookTemplate(WorkbookExport):
    """Downloads an empty workbook with instructions."""

    stem = "基础资料模板"

    def data(self) -> bytes:
        """Return the bytes of the empty workbook."""
        return template_workbook()
