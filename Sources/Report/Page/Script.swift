/// The script of a page: reads the numbers under the pointer from the figure's own CSV link. A page works without it.
enum Script {
  static let text = #"""
    "use strict";
    (() => {
      const tip = document.getElementById("tip"), tables = new WeakMap();
      // The table of a figure, parsed when it is first pointed at.
      const table = figure => {
        if (!tables.has(figure)) {
          const address = figure.querySelector("a.csv").getAttribute("href");
          const lines = decodeURIComponent(address.slice(address.indexOf(",") + 1)).trimEnd().split("\n");
          tables.set(figure, { names: lines[0].split(","), rows: lines.slice(1).map(line =>
            line.split(",").map(field => field === "" ? NaN : Number(field))) });
        }
        return tables.get(figure);
      };
      const number = value => Number.isNaN(value) ? "–" : String(Number(value.toPrecision(4)));
      // The value at a share of an axis, whose ends are "kind lower upper".
      const invert = (axis, share) => {
        const [kind, low, high] = axis.split(" "), a = Number(low), b = Number(high);
        return kind === "log" ? a * (b / a) ** share : a + (b - a) * share;
      };
      const nearest = (rows, value, isLog) => {
        const distance = x => isLog ? Math.abs(Math.log((x + 1e-9) / (value + 1e-9))) : Math.abs(x - value);
        let best = 0;
        rows.forEach((row, index) => { if (distance(row[0]) < distance(rows[best][0])) best = index; });
        return best;
      };
      const bucket = (rows, value) => {
        let row = 0;
        while (row + 1 < rows.length && rows[row + 1][0] <= value) row += 1;
        return row;
      };
      const shown = (figure, label) => {
        const boxes = [...figure.querySelectorAll(".legend label")];
        const own = boxes.find(box => box.textContent === label);
        return !own || own.querySelector("input").checked;
      };
      const lines = (figure, panel, row, y, frame) => {
        const data = table(figure), key = panel.dataset.key, values = data.rows[row];
        const own = data.names.map((name, index) => ({ name, index }))
          .filter(column => column.name.slice(0, column.name.indexOf(":")) === key);
        const picked = panel.dataset.hover === "cell"
          ? own.slice(Math.min(own.length - 1, Math.floor((y - frame[1]) / frame[3] * own.length))).slice(0, 1)
          : own.filter(column => shown(figure, column.name.slice(key.length + 1)));
        return [`${data.names[0]} ${number(values[0])}: ${key}`]
          .concat(picked.map(column => `${column.name.slice(key.length + 1)}  ${number(values[column.index])}`));
      };
      const cursor = (panel, frame, x, y) => {
        document.querySelectorAll(".cursor").forEach(old => old.remove());
        const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
        line.setAttribute("class", "cursor");
        line.setAttribute("d", panel.dataset.hover === "y" ? `M${frame[0]} ${y}h${frame[2]}` : `M${x} ${frame[1]}v${frame[3]}`);
        panel.append(line);
      };
      const hide = () => { tip.hidden = true; document.querySelectorAll(".cursor").forEach(old => old.remove()); };
      const show = (event, figure, svg) => {
        const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
        for (const panel of svg.querySelectorAll(".panel")) {
          const frame = panel.dataset.frame.split(" ").map(Number), hover = panel.dataset.hover;
          const across = (spot.x - frame[0]) / frame[2], up = 1 - (spot.y - frame[1]) / frame[3];
          if (hover === "none" || across < 0 || across > 1 || up < 0 || up > 1) continue;
          const rows = table(figure).rows;
          if (!rows.length) continue;
          const row = hover === "y" ? nearest(rows, invert(panel.dataset.y, up), true)
            : bucket(rows, invert(panel.dataset.x, across));
          tip.textContent = lines(figure, panel, row, spot.y, frame).join("\n");
          tip.hidden = false;
          cursor(panel, frame, spot.x, spot.y);
          const box = tip.getBoundingClientRect();
          tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - box.width - 4)) + "px";
          tip.style.top = Math.max(4, Math.min(event.clientY + 14, innerHeight - box.height - 4)) + "px";
          return;
        }
        hide();
      };
      for (const figure of document.querySelectorAll("figure")) {
        const svg = figure.querySelector(":scope > svg");
        svg.addEventListener("pointermove", event => show(event, figure, svg));
        svg.addEventListener("pointerdown", event => show(event, figure, svg));
        svg.addEventListener("pointerleave", hide);
        const note = figure.querySelector(".legend .all");
        if (!note) continue;
        const button = document.createElement("button"), boxes = [...figure.querySelectorAll(".legend input")];
        const first = boxes.map(box => box.checked);
        button.type = "button";
        button.textContent = "draw all";
        button.addEventListener("click", () => {
          const isAll = boxes.every(box => box.checked);
          boxes.forEach((box, index) => { box.checked = !isAll || first[index]; });
          button.textContent = isAll ? "draw all" : "draw fewer";
        });
        note.append(" ", button);
      }
    })();
    """#
}
