"""Progress with an estimate of the time left, on standard error."""

import sys
import time


class Progress:
    """Counts steps of one job and says, every few seconds, how far it is."""

    def __init__(self, label, total, every_seconds=10.0):
        self.label = label
        self.total = total
        self.every_seconds = every_seconds
        self.done = 0
        self.started = time.monotonic()
        self.reported = self.started

    def step(self, note=""):
        """Count one step; report if the last report is old or the job is done."""
        self.done += 1
        now = time.monotonic()
        if now - self.reported < self.every_seconds and self.done < self.total:
            return
        self.reported = now
        elapsed = now - self.started
        left = elapsed / self.done * (self.total - self.done)
        print(
            f"{self.label}: {self.done}/{self.total} ({100 * self.done / self.total:.0f} %), "
            f"{elapsed:.0f} s gone, {left:.0f} s to go {note}".rstrip(),
            file=sys.stderr,
            flush=True,
        )
