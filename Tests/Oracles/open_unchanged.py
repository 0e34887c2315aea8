"""Opens a trace with each of duckdb, polars and pandas that is installed; prints its rows and last column's sum."""
import importlib.util
import json
import sys

path = sys.argv[1]
installed = [name for name in ("duckdb", "polars", "pandas") if importlib.util.find_spec(name)]
found = {}
if "duckdb" in installed:
    import duckdb

    trace = duckdb.sql(f"SELECT * FROM read_csv('{path}')")
    found["duckdb"] = trace.aggregate(f'count(*), sum("{trace.columns[-1]}")::DOUBLE').fetchall()[0]
if "polars" in installed:
    import polars

    table = polars.read_csv(path)
    found["polars"] = (table.height, float(table[table.columns[-1]].sum()))
if "pandas" in installed and importlib.util.find_spec("zstandard"):
    import pandas

    table = pandas.read_csv(path)
    found["pandas"] = (len(table), float(table.iloc[:, -1].sum()))
print(json.dumps({name: {"rows": rows, "sum": total} for name, (rows, total) in found.items()}))
