"""Every calendar is read by a maintained parser, has stable ids, whole days and folded lines.
Usage: calendars.py FOLDER"""
import datetime

import icalendar

from lib.checks import Checks, files

checks = Checks()
calendars = files("*.ics")
for path in calendars:
    raw = path.read_bytes()
    problems = [f"line of {len(line)} octets" for line in raw.split(b"\r\n") if len(line) > 75]
    if b"\n" in raw.replace(b"\r\n", b""):
        problems.append("a bare line feed")
    calendar = icalendar.Calendar.from_ical(raw)
    if str(calendar.get("VERSION")) != "2.0" or not calendar.get("PRODID"):
        problems.append("no version or maker")
    ids = set()
    for event in calendar.walk("VEVENT"):
        uid, first, last = str(event["UID"]), event["DTSTART"].dt, event["DTEND"].dt
        if uid in ids or "@" not in uid:
            problems.append(f"id {uid} twice or without a host")
        ids.add(uid)
        if type(first) is not datetime.date or not first < last:
            problems.append(f"{uid}: from {first} to {last}")
        if not str(event["SUMMARY"]) or "DTSTAMP" not in event or event["STATUS"] not in ("CONFIRMED", "TENTATIVE"):
            problems.append(f"{uid}: no name, stamp or status")
        if event.errors:
            problems.append(f"{uid}: {event.errors}")
    checks.check(str(path), problems)
checks.check("there are calendars", [] if len(calendars) > 1 else ["none"])
checks.end()
