import EdgeModel
import Testing

@Suite struct ExitProfileTests {
  /// 16 samples, two per class: sample n has confidence n/16 at stage 1 and is right there from sample 8 on.
  let profile = ExitProfile(stages: [
    .init(confidence: (0..<16).map { Double($0) / 16 }, isCorrect: (0..<16).map { $0 >= 8 }),
    .init(confidence: nil, isCorrect: nil),
    .init(confidence: nil, isCorrect: (0..<16).map { $0 != 0 }),
  ])

  @Test func `samples are cut into classes of equal size by mean confidence`() {
    #expect(profile.difficultyClass == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7])
    #expect(profile.classMix == ClassVector(repeating: 0.125))
  }

  @Test func `the mean over all exits decides the class, ties by sample number`() {
    let confidence = [0.9, 0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    let opposite = [0.1, 0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    let right = [Bool](repeating: true, count: 8)
    let tied = ExitProfile(stages: [
      .init(confidence: confidence, isCorrect: right), .init(confidence: opposite, isCorrect: right),
      .init(confidence: nil, isCorrect: right),
    ])
    #expect(tied.difficultyClass == Array(0..<8))
  }

  @Test func `survivors and errors of a level are counted per class`() throws {
    // Threshold 0.53125 lies between samples 8 (0.5) and 9 (0.5625): class 4 is cut in half.
    let table = try #require(profile.exit(ofStage: 1, thresholds: [0.2, 0.53125]).table)
    #expect(table.survive[1] == ClassVector(1, 1, 1, 1, 0.5, 0, 0, 0))
    #expect(table.error[1] == ClassVector.zero)
    // Threshold 0.2: samples 4… exit (0.25), wrong up to sample 7.
    #expect(table.survive[0] == ClassVector(1, 1, 0, 0, 0, 0, 0, 0))
    #expect(table.error[0] == ClassVector(0, 0, 1, 1, 0, 0, 0, 0))
  }

  @Test func `never exit is always the last level`() throws {
    let table = try #require(profile.exit(ofStage: 1, thresholds: [0.2]).table)
    #expect(table.thresholds == [0.2, ExitProfile.neverExit])
    #expect(table.survive[1] == ClassVector(repeating: 1))
    #expect(table.error[1] == ClassVector.zero)
  }

  @Test func `a stage without an exit passes everything on`() {
    let exit = profile.exit(ofStage: 2, thresholds: [0.5])
    #expect(exit == .none)
    #expect(exit.survive(at: 0) == ClassVector(repeating: 1) && exit.error(at: 0) == .zero)
  }

  @Test func `the last stage lets nothing pass and keeps its errors`() {
    let exit = profile.exit(ofStage: 3, thresholds: [0.5])
    #expect(exit == .final(error: ClassVector(0.5, 0, 0, 0, 0, 0, 0, 0)))
    #expect(exit.survive(at: 0) == .zero)
  }

  @Test func `the nearest level is found, the lower one of two`() throws {
    let table = try #require(profile.exit(ofStage: 1, thresholds: [0.2, 0.4, 0.6]).table)
    #expect(table.level(nearest: 0.44) == 1)
    #expect(table.level(nearest: 0.5) == 1)
    #expect(table.level(nearest: 5) == 3)
    #expect(table.middleLevel == 2)
  }
}
