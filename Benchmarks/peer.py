"""Sums per cell and 10 s with DuckDB or polars, timed inside the process, imports left out.

peer.py duckdb|polars FILE THREADS [SUMS]: prints a line of JSON; SUMS takes records of five doubles, in order.
"""

import json
import os
import resource
import sys
import time

tool, path, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
sums = sys.argv[4] if len(sys.argv) > 4 else None
os.environ["POLARS_MAX_THREADS"] = str(threads)

if tool == "duckdb":
    import duckdb

    version = duckdb.__version__

    def query():
        connection = duckdb.connect(config={"threads": threads})
        return connection.execute(
            "SELECT CAST(floor(t_s / 10) AS DOUBLE) AS w, CAST(cell_id AS DOUBLE) AS c, CAST(count(*) AS DOUBLE) AS n,"
            " sum(arrivals) AS a, sum(bandwidth_mbps) AS b FROM read_csv(?, header = true, columns ="
            " {'t_s': 'BIGINT', 'cell_id': 'INTEGER', 'arrivals': 'DOUBLE', 'bandwidth_mbps': 'DOUBLE'})"
            " GROUP BY w, c",
            [path],
        ).fetchnumpy()

else:
    import polars

    version = polars.__version__

    def query():
        schema = {"t_s": polars.Int64, "cell_id": polars.Int32, "arrivals": polars.Float64}
        schema["bandwidth_mbps"] = polars.Float64
        frame = polars.scan_csv(path, schema=schema)
        column = polars.col
        groups = frame.group_by((column("t_s") // 10).alias("w"), column("cell_id").alias("c"))
        table = groups.agg(polars.len().alias("n"), column("arrivals").sum(), column("bandwidth_mbps").sum())
        table = table.collect(engine="streaming").rename({"arrivals": "a", "bandwidth_mbps": "b"})
        return {name: table[name].to_numpy() for name in table.columns}


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


wall, used = time.perf_counter(), cpu()
result = query()
wall, used = time.perf_counter() - wall, cpu() - used
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if sums:
    import numpy

    table = numpy.column_stack([result[name].astype("<f8") for name in "wcnab"])
    table[numpy.lexsort((table[:, 1], table[:, 0]))].tofile(sums)
print(json.dumps({"wall": wall, "cpu": used, "rss": peak, "version": version}))
