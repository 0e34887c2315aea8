/// The style sheet of a page: light and dark, wide and narrow, screen and paper.
///
/// Colours follow Okabe and Ito (*Color Universal Design*, 2008), darkened or lightened for contrast with the ground.
/// Series also differ by dash and by marker, the heat map by lightness alone.
enum Style {
  static let css = """
    :root{--bg:#fff;--fg:#1a1a1a;--soft:#595959;--line:#d9d9d9;--panel:#f7f7f7;--good:#00634a;--bad:#a03c00;
    --c0:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#b0538b;--c4:#8a7400;--c5:#1a1a1a;--c6:#3a9bd9;--c7:#c88a00;
    --h0:#f4f6fb;--h1:#e1e8f4;--h2:#ccd8ec;--h3:#b3c5e2;--h4:#97b0d6;--h5:#7a99c8;--h6:#5d81b8;--h7:#4168a5;--h8:#294f8d;--h9:#143670;--h10:#7a0019;--x:#ffd9a0}
    @media (prefers-color-scheme:dark){:root{--bg:#14161a;--fg:#ececec;--soft:#a9adb5;--line:#373b44;--panel:#1c1f25;--good:#4fd0a8;--bad:#ff9b5e;
    --c0:#4fb0f0;--c1:#ff8a3d;--c2:#2fc99b;--c3:#e39bc6;--c4:#e0cf4a;--c5:#f2f2f2;--c6:#9bd4f7;--c7:#f0b73a;
    --h0:#1d222b;--h1:#22304a;--h2:#274064;--h3:#2d517f;--h4:#35639a;--h5:#4377b3;--h6:#588cc9;--h7:#77a5dc;--h8:#9cc0ec;--h9:#c9dffa;--h10:#ff5c6e;--x:#3a0008}}
    @media print{:root{--bg:#fff;--fg:#000;--soft:#444;--line:#ccc;--panel:#fff}#tip{display:none}figure{break-inside:avoid}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:1rem;max-width:84rem;background:var(--bg);color:var(--fg);font:1rem/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums}
    h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.2rem 0 .4rem;overflow-wrap:anywhere}h3{font-size:1rem;margin:0 0 .3rem}
    .small,figcaption{font-size:.84rem;color:var(--soft)}code{overflow-wrap:anywhere}
    .badge{background:var(--bad);color:var(--bg);padding:.05rem .45rem;border-radius:.3rem;font-size:.84rem}
    .wide{overflow-x:auto}table{border-collapse:collapse;font-size:.8rem;width:100%}
    th,td{padding:.28rem .45rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
    thead th{font-weight:600;vertical-align:bottom;white-space:normal}th:first-child{text-align:left;position:sticky;left:0;background:var(--bg)}
    td.better{color:var(--good);font-weight:600}td.worse{color:var(--bad)}td.better::before{content:"▲ "}td.worse::before{content:"▼ "}
    .figures{display:grid;gap:1.2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));align-items:start;margin-top:1.2rem}
    figure{margin:0;padding:.8rem;background:var(--panel);border:1px solid var(--line);border-radius:.5rem;min-width:0}
    figure>svg{display:block;width:100%;height:auto;touch-action:pan-y}figcaption{margin-top:.3rem}a{color:inherit}
    .legend{display:flex;flex-wrap:wrap;gap:.15rem .8rem;font-size:.84rem;margin-bottom:.3rem}
    .legend label{display:inline-flex;align-items:center;gap:.3rem;cursor:pointer;min-height:1.5rem}.legend svg{width:2.2rem;height:.75rem}.legend input{margin:0}
    .legend .all{color:var(--soft);flex-basis:100%}.legend button{font:inherit;padding:0 .5rem}
    .legend label:has(input:not(:checked)){opacity:.5}
    svg text{font:11px system-ui,sans-serif;fill:var(--soft)}svg .t{fill:var(--fg);font-size:12px}svg .w{font-size:10px}
    @media (max-width:600px){svg text{font-size:15px}svg .t{font-size:16px}svg .w{font-size:13px}svg .n{font-size:11px}}
    .g{stroke:var(--line);stroke-width:.6;fill:none}.r{stroke:var(--soft);stroke-width:.8;stroke-dasharray:1 3;fill:none}.d{stroke:var(--fg);stroke-width:.8}
    .l{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}.k{stroke:var(--fg)}.b{stroke:none;opacity:.14}
    .m{stroke:var(--panel);stroke-width:.6}.cursor{stroke:var(--fg);stroke-width:.8;pointer-events:none;fill:none}
    #tip{position:fixed;z-index:9;pointer-events:none;max-width:min(22rem,92vw);padding:.4rem .6rem;background:var(--bg);color:var(--fg);border:1px solid var(--soft);border-radius:.35rem;font-size:.82rem;white-space:pre-line}
    """

  private static let dashes = ["", "7 4", "2 4", "9 3 2 3", "12 4", "4 3", "1 5", "14 3 2 3 2 3"]

  /// The rules for `count` series: colour, dash, and the legend's box that hides it; and the steps of the heat map.
  static func series(_ count: Int) -> String {
    let colours = (0..<8).map {
      ".l.c\($0){stroke:var(--c\($0))}.b.c\($0),.m.c\($0){fill:var(--c\($0))}"
    }.joined()
    let series = (0..<count).map { index in
      // Beyond eight, colours come again with the dash of their neighbour.
      let dash = dashes[(index + index / 8) % 8]
      return (dash.isEmpty ? "" : ".l.s\(index){stroke-dasharray:\(dash)}")
        + "figure:has(.t\(index):not(:checked))>svg .s\(index){display:none}"
    }.joined()
    let heat = HeatMap.steps.indices.map { ".h\($0){fill:var(--h\($0))}" }.joined()
    return colours + series + heat + ".x{fill:none;stroke:var(--x);stroke-width:.7;stroke-dasharray:1 2}"
  }
}
