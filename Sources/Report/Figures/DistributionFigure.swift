import Replay

extension RunView {
  /// The share of tasks slower than a delay, both axes logarithmic.
  var distributionFigure: Figure {
    let curves = directory.controllers.map { controller in
      (controller["delay_cdf"]?.elements ?? []).compactMap { pair -> (delay: Double, share: Double)? in
        guard pair.elements.count == 2, let delay = pair.elements[0].number,
          let share = pair.elements[1].number
        else { return nil }
        return (delay, share)
      }
    }
    var panel = Panel(
      "share of tasks slower than the delay", key: "delay_s",
      in: Frame(x: 58, y: 22, width: Figure.width - 68, height: 250),
      x: (.log(curves.joined().map(\.delay)), .seconds), y: (.log([1, 1e-4]), .percent), hover: .y)
    let shares = curves.max { $0.count < $1.count }?.map(\.share) ?? []
    var table = Table()
    table.add("share_slower", shares.map { 1 - $0 })
    for (index, curve) in curves.enumerated() {
      panel.line(curve.map { (x: $0.delay, y: max(1 - $0.share, 1e-5)) }, of: index)
      table.add("delay_s:\(labels[index])", curve.map(\.delay))
    }
    return Figure(
      name: name("distribution"), title: title("Delay distribution"),
      caption:
        "The complement of the cumulative distribution, over all tasks that completed: where a line crosses 1 %, "
        + "one task in a hundred is slower. From the histogram of the run, within 0.1 %.",
      alternative:
        "For every controller, the share of tasks slower than a delay, on logarithmic axes down to one in "
        + "ten thousand.",
      size: (Figure.width, 300), drawing: panel.svg, table: table, legend: labels)
  }
}
