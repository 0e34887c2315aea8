"""nuwins-iperf3 FOLDER DIRECTION [INTERVAL]: printed bitrates, or their time-weighted means."""
import re
import sys

import oracle

folder, direction = sys.argv[1:3]
length = float(sys.argv[3]) if len(sys.argv) > 3 else None
LINE = re.compile(
    r"\[ *\d+\] +([\d.]+)-([\d.]+) +sec +[\d.]+ [KMGT]?Bytes +([\d.]+) ([KMGT]?)bits/sec( .*)?$")
SPAN = re.compile(r"\[ *\d+\] +\d+\.\d+-")
UNIT = {"": 1.0, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
files = oracle.files(folder, lambda name: name.endswith(".out"))
rules = dict.fromkeys(
    ["session in the other direction", "summary line", "cut line", "irregular interval", "time between intervals",
     "truncated log", "log without an end time", "mean over less than half an interval"], 0)
rows, rows_in, link = [], 0, 0
for path in files:
    text = oracle.lines(path)
    if any(line.startswith("Reverse mode") for line in text) != (direction == "downlink"):
        rules["session in the other direction"] += 1
        continue
    body = next((i for i, line in enumerate(text) if line.startswith("- - -")), len(text))
    spans = [line for line in text[:body] if SPAN.match(line)]
    matches = [match for match in map(LINE.match, spans) if match]
    rules["cut line"] += len(spans) - len(matches)
    rules["summary line"] += sum(bool(SPAN.match(line)) for line in text[body:])
    rows_in += len(spans) + sum(bool(SPAN.match(line)) for line in text[body:])
    rules["truncated log"] += not any(line.startswith("iperf Done.") for line in text)
    rules["log without an end time"] += not any(line.startswith("End time:") for line in text)
    # Hundredths of a second are whole numbers, so that lengths compare exactly.
    samples = [(round(float(m[1]) * 100), round(float(m[2]) * 100), float(m[3]) * UNIT[m[4]]) for m in matches]
    first = samples[0][1] - samples[0][0]
    rules["irregular interval"] += sum(end - start != first for start, end, _ in samples)
    rules["time between intervals"] += sum(b[0] > a[1] for a, b in zip(samples, samples[1:]))
    if length is None:
        rows += [((start - samples[0][0]) / 100, link, rate) for start, _, rate in samples]
    else:
        width = round(length * 100)
        for begin in range(0, samples[-1][1], width):
            parts = [(min(end, begin + width) - max(start, begin), rate) for start, end, rate in samples]
            covered = sum(part for part, _ in parts if part > 0)
            if 2 * covered < width:
                rules["mean over less than half an interval"] += covered > 0
            else:
                rows.append((begin / 100, link, sum(part * rate for part, rate in parts if part > 0) / covered))
    link += 1
oracle.report(len(files), rows_in, rows, rules)
