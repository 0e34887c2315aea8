"""mooncake FOLDER: request times in ms; the sources are drawn, so they are not checked."""
import json
import sys

import oracle

files = oracle.files(sys.argv[1], lambda name: name.endswith(".jsonl"))
stamps = [json.loads(line)["timestamp"] for path in files for line in oracle.lines(path)]
ties = sum(a == b for a, b in zip(stamps, stamps[1:]))
oracle.report(
    len(files), len(stamps), [(stamp / 1000, None, 1) for stamp in stamps], {"tied timestamp": ties}, series=50)
