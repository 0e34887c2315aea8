/// One figure of a page: a drawing, what it says in words, and its numbers.
package struct Figure: Sendable {
  /// Unique on the page; also the name of its CSV file.
  package let name: String
  package let title: String
  /// What to look for, and how it was made.
  package let caption: String
  /// What a reader who cannot see it is told.
  package let alternative: String
  /// Width and height of the view box.
  package let size: (width: Double, height: Double)
  /// The drawing, without the `svg` element around it.
  package let drawing: String
  /// The numbers that were drawn.
  package let table: Table
  /// Labels of the series in the legend; empty for none.
  package let legend: [String]
  /// The series, by their place in the legend, that are not drawn until a reader asks for them.
  package var hidden: Set<Int> = []

  /// The width of all view boxes: text of 12 units stays readable on a screen of 400 pixels.
  static let width = 480.0
}
