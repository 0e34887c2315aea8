#!/usr/bin/env python3
"""Runs every query of docs/analysis.md on the demo's run, holds its log against the schema, and draws the plot.

    make demo && python3 Tools/test_analysis.py

What is not installed is skipped with a message.
"""
import importlib.util, json, pathlib, re, shutil, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parent.parent
blocks = re.findall(r"```(python|sql|sh)\n(.*?)```", (root / "docs/analysis.md").read_text(), re.S)
failed = False


def has(*modules):
    return all(importlib.util.find_spec(module) for module in modules)


def report(name, wanted, work):
    """Runs `work`, which returns what it printed; `wanted` must be in it."""
    global failed
    try:
        said = work()
        good = wanted in said
    except Exception as error:
        said, good = f"{type(error).__name__}: {error}", False
    failed |= not good
    print(f"{name}: {'ok' if good else 'FAILED: ' + said[-400:]}")


def command(*words):
    return subprocess.run(words, cwd=root, capture_output=True, text=True, check=True).stdout


def duckdb(query):
    import os
    import duckdb as engine
    os.chdir(root)
    return str(engine.sql(query).fetchall())


def schema():
    import jsonschema
    validator = jsonschema.Draft202012Validator(json.loads((root / "docs/decision-log.schema.json").read_text()))
    lines = command("zstd", "-dcq", "runs/demo/decisions.jsonl.zst").splitlines()
    for line in lines:
        validator.validate(json.loads(line))
    return f"{len(lines)} records"


if not (root / "runs/demo/decisions.jsonl.zst").exists():
    sys.exit("no runs/demo: make demo first")
for language, text in blocks:
    if language == "python":
        module = "polars" if "polars" in text else "pandas"
        if has(module):
            report(module, "dto-ee", lambda: command(sys.executable, "-c", text))
        else:
            print(f"{module}: skipped, not installed")
    elif language == "sql":
        if has("duckdb"):
            report("duckdb", "dto-ee", lambda: duckdb(text))
        else:
            print("duckdb: skipped, not installed")
    elif shutil.which("jq"):
        report("jq", "uniform", lambda: command("sh", "-c", text))
    else:
        print("jq: skipped, not installed")
if has("jsonschema"):
    report("jsonschema", "records", schema)
else:
    print("jsonschema: skipped, not installed")
if has("matplotlib", "pandas"):
    with tempfile.TemporaryDirectory() as folder:
        report("plot", ".svg", lambda: command(sys.executable, "Tools/plot_run.py", "runs/demo", f"{folder}/delay.svg"))
else:
    print("plot: skipped, matplotlib or pandas is not installed")
sys.exit(failed)
