#!/usr/bin/env python3
"""Draws the main figure of a report from the files of a run alone: delay over time, and arrivals under it.

    python3 Tools/plot_run.py runs/demo delay.svg

Needs matplotlib, pandas and the zstd command. Written to be read from top to bottom, like a notebook.
"""
import io, subprocess, sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import pandas as pd

run, output = sys.argv[1], sys.argv[2]

# %% One row per decision; nested objects become columns such as measured.delay_mean_s.
log = subprocess.run(["zstd", "-dcq", f"{run}/decisions.jsonl.zst"], capture_output=True, check=True).stdout
records = pd.read_json(io.BytesIO(log), lines=True)
decisions = pd.json_normalize(records[records.type == "decision"].dropna(axis=1, how="all").to_dict("records"))
slot_s = records.slot_s.iloc[0]

# %% A line per controller, told apart by dash as well as by colour.
figure, (delay, rate) = plt.subplots(2, sharex=True, height_ratios=(3, 1), figsize=(8, 5))
dashes = ["-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1)), (0, (3, 1, 1, 1)), (0, (8, 2))]
for index, (controller, rows) in enumerate(decisions.groupby("controller", sort=False)):
    delay.plot(rows.start_s, rows["measured.delay_mean_s"] * 1000, label=controller, ls=dashes[index % 8])
    if index == 0:
        rate.plot(rows.start_s, rows["measured.arrived"] / slot_s, color="black")
delay.set(yscale="log", ylabel="mean delay, ms", title=records.notice.iloc[0])
delay.legend(ncols=2, fontsize="small")
rate.set(xlabel="time, s", ylabel="tasks per s", ylim=(0, None))

# %%
figure.tight_layout()
figure.savefig(output)
print(output)
