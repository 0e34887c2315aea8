#!/usr/bin/env python3
"""Opens report pages in a headless browser and checks what only a browser can tell.

    python3 Tools/check_report.py runs/demo/report.html ... [--screenshots FOLDER]

At 1280 and 400 pixels, in light and dark: nothing on the console, nothing wider than the window, every panel answers
the pointer, a legend box hides its line, the CSV of every figure parses, open in under 2 s; without scripts every
figure still stands. Skipped with a message, status 0, where no Chromium is installed.
"""
import argparse, html, json, pathlib, re, shutil, subprocess, sys, tempfile

PROBE = """
<script>addEventListener("load", () => setTimeout(() => {
  const out = {faults: [], panels: 0, figures: document.querySelectorAll("figure").length};
  const note = text => out.faults.push(text);
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth + 1) note("page is " + root.scrollWidth + " wide in " + innerWidth);
  for (const figure of document.querySelectorAll("figure")) {
    const link = figure.querySelector("a.csv").getAttribute("href");
    const rows = decodeURIComponent(link.slice(link.indexOf(",") + 1)).trimEnd().split("\\n").map(r => r.split(","));
    if (rows.length < 2 || rows.some(row => row.length !== rows[0].length)) note(figure.id + ": CSV is ragged or empty");
    const svg = figure.querySelector(":scope > svg");
    if (!svg.getAttribute("aria-label")) note(figure.id + ": no words for who cannot see it");
    for (const panel of svg.querySelectorAll(".panel")) {
      if (panel.dataset.hover === "none") continue;
      const f = panel.dataset.frame.split(" ").map(Number), m = svg.getScreenCTM();
      const p = new DOMPoint(f[0] + f[2] / 2, f[1] + f[3] / 2).matrixTransform(m);
      svg.dispatchEvent(new PointerEvent("pointermove", {clientX: p.x, clientY: p.y, bubbles: true}));
      const tip = document.getElementById("tip");
      if (tip.hidden || tip.textContent.split("\\n").length < 2 || /undefined|NaN/.test(tip.textContent))
        note(figure.id + ": the pointer reads '" + tip.textContent + "'");
      out.panels += 1;
      out.sample = out.sample || tip.textContent;
    }
    const box = figure.querySelector(".legend input"), mark = svg.querySelector(".s0");
    const all = figure.querySelector(".legend button");
    if (all) {
      const drawn = () => [...figure.querySelectorAll(".legend input")].filter(input => input.checked).length;
      const before = drawn();
      all.click();
      if (drawn() <= before) note(figure.id + ": 'draw all' draws no more");
      all.click();
      if (drawn() !== before) note(figure.id + ": 'draw fewer' does not go back");
    }
    if (box && mark) {
      if (!box.checked) box.click();
      box.click();
      if (getComputedStyle(mark).display !== "none") note(figure.id + ": the legend does not hide a line");
      box.click();
      if (getComputedStyle(mark).display === "none") note(figure.id + ": the legend does not show a line again");
    }
  }
  root.dataset.probe = JSON.stringify(out);
}, 50));</script>
"""

# Read by the clock on the wall, without virtual time, in which work takes none: until the page is parsed and laid out.
STOPWATCH = """
<script>addEventListener("load", () => {
  document.body.getBoundingClientRect();
  document.documentElement.dataset.opened = Math.round(performance.now());
});</script>
"""
LATEST_MS = 2000


def browser():
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def run(program, page, width, dark, *more):
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
               f"--window-size={width},4000", *more]
    if dark:
        command.append("--blink-settings=preferredColorScheme=0")
    return subprocess.run(command + [pathlib.Path(page).resolve().as_uri()], capture_output=True, text=True, timeout=120)


def dump(program, page, script, width, dark, *more):
    """What the browser makes of the page with `script` at its end."""
    with tempfile.NamedTemporaryFile("w", suffix=".html") as probed:
        probed.write(pathlib.Path(page).read_text().replace("</body>", script + "</body>"))
        probed.flush()
        return run(program, probed.name, width, dark, "--dump-dom", *more)


def opened(program, page, width, dark):
    """Milliseconds until the page is open, the least of three."""
    times = []
    for _ in range(3):
        found = re.search(r'data-opened="(\d+)"', dump(program, page, STOPWATCH, width, dark).stdout)
        times += [int(found[1])] if found else []
    return min(times, default=None)


def check(program, page, width, dark):
    done = dump(program, page, PROBE, width, dark, "--virtual-time-budget=20000")
    faults = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    found = re.search(r'data-probe="([^"]*)"', done.stdout)
    if not found:
        return faults + ["the page did not come to its end"], {}
    result = json.loads(html.unescape(found[1]))
    result["opened"] = opened(program, page, width, dark)
    if result["opened"] is None or result["opened"] > LATEST_MS:
        faults.append(f"open after {result['opened']} ms, more than {LATEST_MS}")
    return faults + result["faults"], result


def check_without_scripts(page):
    text = re.sub(r"<script>.*?</script>", "", pathlib.Path(page).read_text(), flags=re.S)
    figures = text.count("<figure ")
    drawn = len(re.findall(r'<svg viewBox="[^"]*" role="img"[^>]*><g|<svg viewBox="[^"]*" role="img"[^>]*><path', text))
    return [] if figures == drawn > 0 else [f"{drawn} of {figures} figures are drawn without a script"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--screenshots", help="a folder for pictures of what was checked")
    options = parser.parse_args()
    program = browser()
    if program is None:
        print("skipped: no Chromium here (Debian: apt-get install chromium)")
        return 0
    faults = []
    for page in options.pages:
        faults += [f"{page}: {fault}" for fault in check_without_scripts(page)]
        for width, dark in ((1280, False), (1280, True), (400, False), (400, True)):
            ground = "dark" if dark else "light"
            own, result = check(program, page, width, dark)
            faults += [f"{page}, {width} px, {ground}: {fault}" for fault in own]
            print(f"{page}, {width} px, {ground}: {result.get('figures', 0)} figures, {result.get('panels', 0)} panels read, "
                  f"open in {result.get('opened', '-')} ms, {len(own)} faults")
            if options.screenshots:
                pathlib.Path(options.screenshots).mkdir(parents=True, exist_ok=True)
                run(program, page, width, dark, f"--screenshot={options.screenshots}/{width}-{ground}.png")
    for fault in faults:
        print("fault:", fault)
    return 1 if faults else 0


sys.exit(main())
