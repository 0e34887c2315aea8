import Replay

extension RunView {
  /// Predicted against measured mean delay, a point per slot or bucket.
  var formulaFigure: Figure {
    let pairs = series.map { entry in
      zip(entry.predictedDelay.mean, entry.delay.mean).enumerated().compactMap {
        bucket, pair -> (slot: Int, predicted: Double, measured: Double)? in
        guard let predicted = pair.0, let measured = pair.1, predicted > 0, measured > 0 else { return nil }
        return (entry.delay.firstSlot(of: bucket), predicted, measured)
      }
    }
    let all = pairs.joined(), across = Scale.log(all.map(\.predicted)), up = Scale.log(all.map(\.measured))
    var panel = Panel(
      "measured delay over predicted delay", key: "measured_s",
      in: Frame(x: 58, y: 22, width: Figure.width - 68, height: 250), x: (across, .seconds),
      y: (up, .seconds),
      hover: .none)
    let low = max(across.lower, up.lower), high = min(across.upper, up.upper)
    if low < high { panel.rule(from: (low, low), to: (high, high), word: "equal") }
    var table = Table()
    if let first = series.first { table.add("start_s", starts(first.delay)) }
    for (index, points) in pairs.enumerated() {
      let step = max(1, points.count / 120)
      for point in points.enumerated() where point.offset % step == 0 {
        let (slot, predicted, measured) = point.element
        let note =
          "\(labels[index]), slot \(slot): predicted \(AxisUnit.seconds.text(predicted)), measured "
          + AxisUnit.seconds.text(measured)
        panel.point(predicted, measured, of: index, size: 2.5, note: note)
      }
      table.add("predicted_s:\(labels[index])", series[index].predictedDelay.mean)
      table.add("measured_s:\(labels[index])", series[index].delay.mean)
    }
    return Figure(
      name: name("formula"), title: title("Formula against simulation"),
      caption:
        "A point per slot (every n-th where a line has more than 120). On the line the queueing formula of the "
        + "controller is right. Predictions include a penalty for overload and outages, which moves points to the right.",
      alternative:
        "Measured over predicted delay, one point per slot and controller, against the line of equality.",
      size: (Figure.width, 300), drawing: panel.svg, table: table, legend: labels)
  }
}
