"""The open data by other people's readers: the data package by frictionless, tables by csv and
openpyxl, records by their own JSON Schema, the interface by an OpenAPI validator, and all of them
against each other. Usage: data.py FOLDER"""
import csv
import datetime
import io
import json
import os

import frictionless
import jsonschema
import openpyxl
from openapi_spec_validator import validate as validate_openapi

from lib.checks import Checks, files, folder

checks = Checks()
root = folder()
data = root / "du-lieu"


def table(path):
    raw = path.read_bytes()
    return raw, list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))


def formulas(rows):
    return [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


# The data package
package = json.loads((data / "datapackage.json").read_text())
here = os.getcwd()
os.chdir(data)
report = frictionless.Package("datapackage.json").validate()
os.chdir(here)
checks.check("datapackage.json", [str(error.message) for task in report.tasks for error in task.errors] + [e.message for e in report.errors])
tables = {r["name"]: r for r in package["resources"] if r["format"] == "csv"}
checks.check("rows are counted", [name for name, r in tables.items() if len(table(data / r["path"])[1]) - 1 != r["rows"]])
listed = {r["path"] for r in package["resources"]}
there = {path.name for path in data.iterdir() if path.suffix in (".csv", ".jsonl")}
checks.check("the package lists every file", listed ^ there)

# Records: the same ones in the tables, the lines and the interface, each by its schema
schema = json.loads((data / "schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
registry = {kind: jsonschema.Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]}, format_checker=jsonschema.FormatChecker()) for kind in schema["$defs"]}
base = package["homepage"].removesuffix("/du-lieu/")
problems, seen = [], {}
for path in files("du-lieu/*.jsonl"):
    for line in path.read_text().splitlines():
        record = json.loads(line)
        if "kind" not in record or "honour_ref" in record:
            continue
        seen[(record["kind"], record["id"])] = record
        problems += [f"{path.name}: {record['id']}: {error.json_path} {error.message}"[:300] for error in registry[record["kind"].capitalize()].iter_errors(record)]
checks.check("each line is what the schema says", problems)
problems = []
for key, record in seen.items():
    path = root / record["api"].removeprefix(f"{base}/")
    if not path.is_file():
        problems.append(f"no {path}")
        continue
    whole = json.loads(path.read_text())
    problems += [f"{path.name}: {error.json_path} {error.message}"[:300] for error in registry[key[0].capitalize()].iter_errors(whole)]
    whole.pop("body_html", None)
    if whole != record:
        problems.append(f"{path.name} differs from its line")
    if not (root / record["url"].removeprefix(f"{base}/") / "index.html").is_file():
        problems.append(f"{path.name}: no page {record['url']}")
checks.check("each record is the same at its own address", problems)
rows = set()
for name, resource in tables.items():
    raw, lines = table(data / resource["path"])
    checks.check(f"{name}: no formula", formulas(lines[1:]))
    if "kind" in lines[0]:
        kind, identity = lines[0].index("kind"), lines[0].index("id")
        rows |= {(line[kind], line[identity]) for line in lines[1:]}
checks.check("tables and lines have the same records", rows ^ set(seen))
api = {tuple(json.loads(path.read_text())[k] for k in ("kind", "id")) for path in files("api/*/*.json")}
checks.check("the interface has the same records", api ^ set(seen))

# The interface
openapi = json.loads((root / "api/openapi.json").read_text())
try:
    validate_openapi(openapi)
    checks.check("openapi.json", [])
except Exception as error:  # the validator has many kinds of errors
    checks.check("openapi.json", [str(error)[:300]])
checks.check("OpenAPI names every folder", {path.parent.name for path in files("api/*/*.json")} - {p.split("/")[2] for p in openapi["paths"]})

# Lists for people
lists = files("danh-sach.csv")
for path in lists:
    raw, lines = table(path)
    problems = [] if raw.startswith(b"\xef\xbb\xbf") else ["no mark of UTF-8"]
    problems += formulas(lines[1:])
    if b"\n" in raw.replace(b"\r\n", b"").replace(b'"', b"") and b'"' not in raw:
        problems.append("a bare line feed")
    if len({len(line) for line in lines}) != 1:
        problems.append("rows of different length")
    book = openpyxl.load_workbook(path.with_suffix(".xlsx"))
    sheet = book.active
    if [sheet.max_row, sheet.max_column] != [len(lines), len(lines[0])]:
        problems.append(f"XLSX has {sheet.max_row}×{sheet.max_column}, CSV {len(lines)}×{len(lines[0])}")
    if [cell.value for cell in sheet[1]] != lines[0]:
        problems.append("other heads")
    dates = [at for at, head in enumerate(lines[0]) if head in ("Ngày", "Ngày ký", "Ngày trao", "Ngày báo đưa")]
    for row, line in zip(sheet.iter_rows(min_row=2), lines[1:]):
        for at in dates:
            day, text = row[at].value, line[at]
            if len(text) == 10 and not (isinstance(day, datetime.datetime) and day.date().isoformat() == text):
                problems.append(f"row {row[at].row}: {text} is not a day: {day!r}")
            if any(isinstance(cell.value, str) and cell.data_type == "f" for cell in row):
                problems.append(f"row {row[at].row}: a formula")
    checks.check(str(path), problems)
checks.check("there are lists", [] if len(lists) > 20 else [f"only {len(lists)}"])
checks.end()
