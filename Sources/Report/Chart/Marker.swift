/// Marker shapes: series are told apart by shape as well as by colour and dash.
enum Marker {
  /// The outline of the marker of `series`, some `size` across in both directions from its centre.
  static func path(_ series: Int, at centre: (x: Double, y: Double), size: Double) -> String {
    let (s, n) = (size, Frame.text)
    func polygon(_ points: [(Double, Double)]) -> String {
      "M" + points.map { "\(n(centre.x + s * $0.0)) \(n(centre.y + s * $0.1))" }.joined(separator: "L") + "Z"
    }
    switch series % 8 {
    case 0:
      return
        "M\(n(centre.x - s)) \(n(centre.y))a\(n(s)) \(n(s)) 0 1 0 \(n(2 * s)) 0a\(n(s)) \(n(s)) 0 1 0 \(n(-2 * s)) 0"
    case 1: return polygon([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    case 2: return polygon([(0, -1.2), (1.1, 0.9), (-1.1, 0.9)])
    case 3: return polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    case 4: return polygon([(0, 1.2), (1.1, -0.9), (-1.1, -0.9)])
    case 5:
      return polygon([
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2),
        (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
      ])
    case 6: return polygon([(-1.3, -0.6), (1.3, -0.6), (1.3, 0.6), (-1.3, 0.6)])
    default: return polygon([(-0.6, -1.3), (0.6, -1.3), (0.6, 1.3), (-0.6, 1.3)])
    }
  }
}
