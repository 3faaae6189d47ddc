"""What pages say to programs, read by extruct: JSON-LD with names and types that schema.org has, in
its place; OpenGraph; the way from the home page; feeds and languages that exist.
Usage: pages.py FOLDER"""
import html.parser
import json
import pathlib
import re

import extruct

from lib.checks import Checks, files, folder

checks = Checks()
root = folder()
known = json.loads((pathlib.Path(__file__).parent / "schemas/schema-org.json").read_text())
TYPES = {name: set(properties) for name, properties in known["types"].items()}
COMMON = set(known["thing"])


def faults(node, where):
    if isinstance(node, list):
        for one in node:
            yield from faults(one, where)
    elif isinstance(node, dict):
        if "@value" in node:
            return
        types = node.get("@type")
        types = types if isinstance(types, list) else [types]
        allowed = set(COMMON)
        for name in types:
            if name is None and set(node) == {"@id"}:
                return
            if name not in TYPES:
                yield f"{where}: no type {name}"
            allowed |= TYPES.get(name, set())
        for key, value in node.items():
            if key.startswith("@"):
                continue
            if key not in allowed:
                yield f"{where}: {types} has no {key}"
            if re.search("(Date|^date)", key) and isinstance(value, str) and not re.match(r"^\d{4}(-\d\d(-\d\d(T.*)?)?)?$", value):
                yield f"{where}: {key} is {value}"
            yield from faults(value, f"{where}.{key}")


class Head(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.metas = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "link":
            self.links.append(dict(attrs))
        if tag == "meta":
            self.metas.append(dict(attrs))


def exists(url):
    path = url.split("#")[0].lstrip("/")
    return (root / (path + "index.html" if path == "" or path.endswith("/") else path)).is_file()


kinds, count, wrong = {}, 0, []
for path in files("index.html"):
    text = path.read_text()
    url = "/" + str(path.parent.relative_to(root)).removeprefix(".")
    url = url if url.endswith("/") else url + "/"
    if 'http-equiv="refresh"' in text:
        continue
    count += 1
    head = Head()
    head.feed(text.split("</head>")[0])
    canonical = [link["href"] for link in head.links if link.get("rel") == "canonical"]
    base = canonical[0].removesuffix(url) if canonical else ""
    found = extruct.extract(text, base_url=base + url, syntaxes=["json-ld", "opengraph"])
    for node in found["json-ld"]:
        wrong += faults(node, url)
        main = node.get("mainEntity", node)
        for name in main["@type"] if isinstance(main["@type"], list) else [main["@type"]]:
            kinds[name] = kinds.get(name, 0) + 1
        crumbs = node.get("breadcrumb", {}).get("itemListElement", [])
        if [crumb["position"] for crumb in crumbs] != list(range(1, len(crumbs) + 1)):
            wrong.append(f"{url}: crumbs out of order")
        wrong += [f"{url}: crumb to {crumb['item']}" for crumb in crumbs if "item" in crumb and not exists(crumb["item"].removeprefix(base))]
    if not found["json-ld"]:
        wrong.append(f"{url}: no JSON-LD")
    graph = dict(found["opengraph"][0]["properties"]) if found["opengraph"] else {}
    wrong += [f"{url}: no {name}" for name in ("og:title", "og:type", "og:url", "og:site_name") if not graph.get(name)]
    if not canonical or graph.get("og:url") != canonical[0]:
        wrong.append(f"{url}: canonical {canonical}, og:url {graph.get('og:url')}")
    for link in head.links:
        if link.get("rel") == "alternate" and not exists(link["href"].removeprefix(base)):
            wrong.append(f"{url}: no {link['href']}")
checks.check("JSON-LD, OpenGraph, canonical, alternates", wrong)
print(f"{count} pages; main things: {dict(sorted(kinds.items()))}")
for name in ("NewsArticle", "Person", "Event", "Legislation", "Dataset", "WebSite", "CollectionPage", "GovernmentOrganization"):
    checks.check(f"there is a {name}", [] if kinds.get(name) else ["none"])
checks.end()
