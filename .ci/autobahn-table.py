"""Prints what the Autobahn cases showed, as a table in Markdown, and fails when one is not as it should be.

Usage: autobahn-table.py RESULTS OUTPUT
"""

import collections
import json
import pathlib
import sys

GROUPS = {
    1: "framing",
    2: "pings and pongs",
    3: "reserved bits",
    4: "opcodes",
    5: "fragmentation",
    6: "UTF-8",
    7: "closing",
    9: "limits and performance",
    10: "automatic fragmentation",
    12: "compression, data of several kinds",
    13: "compression, all parameters",
}
GOOD = ("OK", "NON-STRICT", "INFORMATIONAL")


def load(folder):
    """The results of one direction by case; empty when nothing was written."""
    index = folder / "index.json"
    if not index.exists():
        return {}
    (cases,) = json.loads(index.read_text()).values()
    return cases


def order(case):
    return [int(part) for part in case.split(".")]


def main():
    results, output = map(pathlib.Path, sys.argv[1:])
    directions = {name: load(results / name) for name in ("server", "client")}
    lines = [
        "# The Autobahn cases",
        "",
        "Written by `.ci/autobahn`; not edited by hand. Each cell counts the verdicts of one group of cases: with our",
        "server under test and a fuzzing client, and with our client under test and a fuzzing server.",
        "",
        "| group | what it is about | server | client |",
        "| --- | --- | --- | --- |",
    ]
    bad = []
    others = []
    counts = {name: collections.defaultdict(collections.Counter) for name in directions}
    for name, cases in directions.items():
        if not cases:
            bad.append(f"{name}: no results at all")
        for case in sorted(cases, key=order):
            result = cases[case]
            verdict, closing = result["behavior"], result["behaviorClose"]
            counts[name][order(case)[0]][verdict if closing in GOOD else f"{verdict}/{closing}"] += 1
            if (verdict, closing) == ("OK", "OK"):
                continue
            code = result["remoteCloseCode"]
            line = f"{name} {case}: {verdict}, closing {closing}, close code {code}"
            if verdict in GOOD and closing in GOOD:
                others.append(line)
            else:
                bad.append(line)

    def cell(counter):
        return ", ".join(f"{count} {verdict}" for verdict, count in sorted(counter.items())) or "not run"

    for group, about in GROUPS.items():
        lines.append(f"| {group} | {about} | {cell(counts['server'][group])} | {cell(counts['client'][group])} |")
    totals = {name: sum(counts[name].values(), collections.Counter()) for name in directions}
    lines.append(f"| all | | {cell(totals['server'])} | {cell(totals['client'])} |")
    lines += ["", f"## Not as it should be: {len(bad)}", ""]
    lines += [f"- {line}" for line in bad] or ["Nothing."]
    lines += ["", f"## Good, but another verdict than OK: {len(others)}", ""]
    lines += ["What RFC 6455 leaves open is INFORMATIONAL or NON-STRICT.", ""]
    lines += [f"- {line}" for line in others] or ["Nothing."]
    text = "\n".join(lines) + "\n"
    output.write_text(text)
    print(text)
    return 1 if bad else 0


sys.exit(main())
