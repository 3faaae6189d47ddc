"""Every ninjs item is valid by the schema of ninjs 3.1 (schemas/ninjs-3.1.json).
Usage: ninjs.py FOLDER"""
import json
import pathlib

import jsonschema

from lib.checks import Checks, files

checks = Checks()
schema = json.loads((pathlib.Path(__file__).parent / "schemas/ninjs-3.1.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
items = files("ninjs.json")
for path in items:
    item = json.loads(path.read_text())
    problems = [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(item)]
    if item["type"] == "composite":
        uris = [part["uri"] for part in item["associations"]]
        if len(uris) != len(set(uris)) or not uris:
            problems.append("parts twice or none")
    elif not item.get("headlines"):
        problems.append("no headline")
    checks.check(str(path), problems)
checks.check("there are items", [] if len(items) > 1 else ["none"])
checks.check("the schema refuses what it must", [] if not validator.is_valid({"uri": "https://a.example/", "headline": "x"}) and not validator.is_valid({"type": "text"}) else ["it does not"])
checks.end()
