import Testing

@testable import Tuning

@Suite struct ImportanceTests {
  @Test func `the share is that of a hand computation`() throws {
    // Means 2 and 5, grand mean 3.5: total 17.5, within 4, between 13.5; MS within 4/4 = 1; (13.5 - 1)/(17.5 + 1).
    let share = try #require(Importance.omegaSquared([[1, 2, 3], [4, 5, 6]]))
    #expect(abs(share - 12.5 / 18.5) < 1e-12)
    #expect(Importance.omegaSquared([[1, 2, 3]]) == nil && Importance.omegaSquared([[1], [2]]) == nil)
    #expect(Importance.omegaSquared([[1, 6], [3, 4]]) == 0, "means that are equal explain nothing")
  }

  @Test func `what decides matters, what does not does not`() {
    let parameters = [
      Parameter(name: "decides", key: "step_rule", domain: .choice(["a", "b"]), conditions: []),
      Parameter(
        name: "idle", key: "step_size", domain: .float(from: 0, to: 1, isLogarithmic: false), conditions: []),
    ]
    let trials = (0..<48).map { (number: Int) -> Trial in
      let word = Double(number % 2), idle = Double(number * 29 % 48) / 48
      return Trial.of(number, [word, idle], word + Double(number * 7 % 48) / 100)
    }
    let importance = Importance.all(trials, parameters)
    #expect(importance.map(\.trials) == [48, 48] && importance.map(\.bins) == [2, 8])
    #expect((importance[0].share ?? 0) > 0.7 && (importance[1].share ?? 1) < 0.2, "\(importance)")
  }

  @Test func `limits come first, then the value, then the number`() {
    let kept = Trial.of(3, [], 9), broken = Trial.of(1, [], 2, violation: 0.1), none = Trial.of(2, [], nil)
    #expect([broken, none, kept].sorted { $0.isBetter(than: $1) }.map(\.number) == [3, 2, 1])
    #expect(Trial.of(4, [], 9).isBetter(than: kept) == false)
  }
}
