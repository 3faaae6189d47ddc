"""Every Atom, RSS and JSON feed is read by a feed reader without a complaint, keeps the rules of its
format, and says the same as its two sisters. Usage: feeds.py FOLDER"""
import datetime
import json
import re
import struct
import urllib.parse

import feedparser
import jsonschema

from lib.checks import Checks, files

JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "description": {"type": "string"},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "format": "uri"},
                    "title": {"type": "string"},
                    "content_text": {"type": "string"},
                    "date_published": {"type": "string", "format": "date-time"},
                    "date_modified": {"type": "string", "format": "date-time"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "language": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def read(path):
    """A feed's problems, and its entries as (id, title)."""
    text = path.read_bytes()
    parsed = feedparser.parse(text)
    problems = [str(parsed.bozo_exception)] if parsed.bozo else []
    if not parsed.feed.get("title"):
        problems.append("no title")
    for entry in parsed.entries:
        if not (entry.get("id") and entry.get("link") and entry.get("title")):
            problems.append(f"an entry without id, link or title: {entry.get('title')}")
        if parsed.version == "atom10" and not entry.get("updated_parsed"):
            problems.append(f"no instant: {entry.get('title')}")
    ids = [entry.get("id") for entry in parsed.entries]
    if len(ids) != len(set(ids)):
        problems.append("two entries have one id")
    return problems, [(entry.get("id"), entry.get("title")) for entry in parsed.entries]


checks = Checks()
validator = jsonschema.Draft202012Validator(JSON_FEED, format_checker=jsonschema.FormatChecker())
atoms = files("feed.xml")
for atom in atoms:
    problems, entries = read(atom)
    checks.check(str(atom), problems)
    rss = atom.with_name("rss.xml")
    problems, others = read(rss)
    checks.check(str(rss), problems)
    path = atom.with_name("feed.json")
    feed = json.loads(path.read_text())
    problems = [error.message for error in validator.iter_errors(feed)]
    for item in feed["items"]:
        first, last = item.get("date_published"), item.get("date_modified")
        if first and last and datetime.datetime.fromisoformat(last) < datetime.datetime.fromisoformat(first):
            problems.append(f"changed before it was published: {item['id']}")
    checks.check(str(path), problems)
    third = [(item["id"], item["title"]) for item in feed["items"]]
    checks.check(f"{atom.parent}: three forms, one content", [] if entries == others == third else [str(atom)])
for path in files("podcast.xml"):
    problems, _ = read(path)
    for entry in feedparser.parse(path.read_bytes()).entries:
        name = entry.get("title")
        if len(entry.enclosures) != 1:
            problems.append(f"not one enclosure: {name}")
            continue
        enclosure = entry.enclosures[0]
        parts = urllib.parse.unquote(urllib.parse.urlparse(enclosure.href).path).split("/")
        recording = path.parent.parent.joinpath(*parts[1:])
        if not recording.is_file() or recording.stat().st_size != int(enclosure.length):
            problems.append(f"no such file, or of another length: {enclosure.href}")
        if not enclosure.type.startswith(("audio/", "video/")):
            problems.append(f"neither sound nor picture: {enclosure.type}")
    cover = re.search(r'<itunes:image href="([^"]+)"', path.read_text("utf-8").split("<item>")[0]).group(1)
    image = path.parent.parent / urllib.parse.urlparse(cover).path.lstrip("/")
    # The first chunk of a PNG file gives its width and height.
    width, height = struct.unpack(">II", image.read_bytes()[16:24])
    if width != height or not 1400 <= width <= 3000:
        problems.append(f"cover of {width} by {height}")
    checks.check(str(path), problems)
checks.check("there are feeds", [] if len(atoms) > 10 else [f"only {len(atoms)}"])
checks.end()
