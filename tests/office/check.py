"""Office files as other programs see them: kits, reports, scripts, rundowns.

Asks the program for each of them on a site of invented records, opens them with openpyxl, python-docx, csv and
zipfile, and has LibreOffice turn each into a PDF. The last line counts: "N passed, M failed".

    check.py PROGRAM SITE
"""

import csv
import datetime
import io
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import docx
import icalendar
import openpyxl

NOW = "2026-11-23T08:00:00+07:00"
passed, failed = 0, 0


def check(name, holds, detail=""):
    """Counts one check and says when it does not hold."""
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"FAIL {name} {detail}")


def first(site, folder):
    """The first record of a kind, by name."""
    files = sorted((site / "content" / folder).rglob("*.*"))
    return next(file.stem for file in files if file.suffix in (".md", ".yaml"))


def run(program, site, *words):
    """Runs the program on the site; its words go to our own output when it fails."""
    done = subprocess.run([program, "--site", site, "--now", NOW, *words], capture_output=True, text=True)
    check(" ".join(words[:3]), done.returncode == 0, done.stdout + done.stderr)


def look_at_document(name, data):
    """A Word document has a title, readable text and tables whose head is repeated."""
    document = docx.Document(io.BytesIO(data))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    check(f"{name}: words", len(words) > 40, words[:80])
    check(f"{name}: title", any(p.style.name.lower().startswith("heading") for p in document.paragraphs))
    check(f"{name}: A4", round(document.sections[0].page_width.mm) in (210, 297))
    for table in document.tables:
        check(f"{name}: repeated head", table.rows[0]._tr.xpath("./w:trPr/w:tblHeader"))
        check(f"{name}: full rows", all(len(row.cells) == len(table.columns) for row in table.rows))


def look_at_workbook(name, data):
    """A workbook has sheets with a frozen head; what looks like a day is one."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    check(f"{name}: sheets", len(book.sheetnames) > 0)
    for sheet in book:
        check(f"{name}/{sheet.title}: frozen head", sheet.freeze_panes == "A2")
        heads = [cell.value for cell in sheet[1]]
        check(f"{name}/{sheet.title}: heads", all(heads), heads)
        formulas = [cell.value for row in sheet.iter_rows(min_row=2) for cell in row if cell.data_type == "f"]
        check(f"{name}/{sheet.title}: no formula", not formulas, formulas[:3])
    return book


def look_at_kit(name, data):
    """A kit unpacks whole; its lists agree with each other, line by line."""
    kit = zipfile.ZipFile(io.BytesIO(data))
    check(f"{name}: whole", kit.testzip() is None)
    check(f"{name}: one folder", len({member.split("/")[0] for member in kit.namelist()}) == 1)
    check(f"{name}: plain names", all(member.isascii() for member in kit.namelist()))
    folder = kit.namelist()[0].split("/")[0]
    part = lambda member: kit.read(f"{folder}/{member}")
    look_at_document(name, part("tong-quan.docx"))
    book = look_at_workbook(name, part("danh-sach.xlsx"))
    for member in kit.namelist():
        if not member.endswith(".csv"):
            continue
        text = kit.read(member).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        check(f"{member}: even rows", len({len(row) for row in rows}) == 1)
        sheets = {"khen-thuong.csv": "Khen thưởng", "dien-bien.csv": "Diễn biến", "bai-viet.csv": "Bài viết, điển hình"}
        sheet = sheets.get(member.rsplit("/")[-1])
        if sheet:
            check(f"{member}: as many rows as its sheet", len(rows) == book[sheet].max_row)
    if "Khen thưởng" in book.sheetnames:
        column = [cell.value for cell in book["Khen thưởng"][1]].index("Ngày") + 1
        days = [row[0].value for row in book["Khen thưởng"].iter_rows(min_row=2, min_col=column, max_col=column)]
        check(f"{name}: days are days", any(isinstance(day, datetime.datetime) for day in days), days[:3])
    return [part("tong-quan.docx"), part("danh-sach.xlsx")]


def pages(folder, files):
    """LibreOffice turns each file into a PDF with at least one page."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, capture_output=True, check=False)
    for file in files:
        shown = subprocess.run(["pdfinfo", file.with_suffix(".pdf")], capture_output=True, text=True)
        count = [line.split()[1] for line in shown.stdout.splitlines() if line.startswith("Pages:")]
        check(f"{file.name}: LibreOffice opens it", count and int(count[0]) > 0, shown.stderr)


def main():
    program, site = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as name:
        out = pathlib.Path(name)
        papers = []
        for kind, folder in (("campaign", "phong-trao"), ("unit", "don-vi"), ("person", "ca-nhan"), ("decision", "quyet-dinh")):
            made = out / f"{kind}.zip"
            for audience in ("public", "press"):
                run(program, site, "kit", kind, first(site, folder), "--audience", audience, "--out", made)
                parts = look_at_kit(f"{kind} for {audience}", made.read_bytes())
                for ending, data in zip(("docx", "xlsx"), parts):
                    papers.append(out / f"{kind}-{audience}.{ending}")
                    papers[-1].write_bytes(data)
        story = f"article:{first(site, 'bai-viet')}"
        script = out / "script.docx"
        run(program, site, "script", story, "--form", "docx", "--out", script)
        look_at_document("script", script.read_bytes())
        reports = [out / f"{report}.xlsx" for report in ("coverage", "calendar")]
        for report in reports:
            run(program, site, "report", report.stem, "--format", "xlsx", "--out", report)
            look_at_workbook(report.stem, report.read_bytes())
        plan = out / "calendar.ics"
        run(program, site, "report", "calendar", "--from", "2020-01-01", "--to", "2026-12-31", "--format", "ics", "--out", plan)
        events = icalendar.Calendar.from_ical(plan.read_bytes()).walk("VEVENT")
        check("calendar: events", len(events) > 0 and all(event["DTSTART"].dt < event["DTEND"].dt for event in events))
        check("calendar: ids", len({str(event["UID"]) + str(event["DTSTART"].dt) for event in events}) == len(events))
        pages(out, [*papers, script, *reports])
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
