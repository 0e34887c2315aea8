import EdgeModel

extension Network {
  /// z of the stage that each arc leads into: the size of a task on it, in byte.
  var taskBytes: [Double] {
    layers.indices.dropLast().flatMap { layer in
      [Double](repeating: layers[layer + 1].inputBytes, count: arcs(fromLayer: layer).count)
    }
  }
}
