"""Every Atom and RSS file is read by a feed reader without a complaint. Usage: feeds.py FOLDER"""
import pathlib
import sys

import feedparser

passed = failed = 0
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xml")):
    text = path.read_bytes()
    if b"<feed" not in text[:400] and b"<rss" not in text[:400]:
        continue
    read = feedparser.parse(text)
    if read.bozo or not read.feed.get("title"):
        failed += 1
        print(f"{path}: {read.get('bozo_exception', 'no title')}")
    else:
        passed += 1
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0 or passed == 0)
