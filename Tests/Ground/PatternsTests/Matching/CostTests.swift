import Testing

@testable import Patterns

@Suite struct CostTests {
    private static let hostile = [
        "^(a+)+$", "^(a|aa)+$", "(a*)*b", "^(?:a?){30}a{30}$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$",
        "^(?=(?:a+)+$)", "(?<=(?:a+)+)b", "^(?!(?:a|a?)+b)(?=(?:a*)*c)", "(?:(?:(?:a*)*)*)*$b",
    ]

    @Test func `visits each instruction a bounded number of times a character`() throws {
        for source in Self.hostile {
            let pattern = try Pattern(source)
            let size =
                pattern.compiled.main.instructions.count
                + pattern.compiled.lookarounds.reduce(0) { $0 + $1.inward.instructions.count }
            for count in [30, 300, 1000] {
                let text = ScalarText((String(repeating: "a", count: count) + "!").utf8.span)
                var steps = 0
                _ = pattern.simulate(text, steps: &steps)
                #expect(steps <= size * (text.count + 1), "\(source)")
                let lookarounds = Lookarounds(of: pattern.compiled, in: text, steps: &steps)
                var search = PrioritySimulation(pattern: pattern.compiled, lookarounds: lookarounds)
                _ = search.firstMatch(in: text)
                #expect(search.steps <= 2 * size * (text.count + 1), "\(source)")
            }
        }
    }

    @Test func `stops backtracking when its steps are used up`() throws {
        var options = PatternOptions()
        options.maximumSteps = 10_000
        let pattern = try Pattern("^(a+)+\\1$", options: options)
        let text = String(repeating: "a", count: 40) + "!"
        do throws(PatternError) {
            _ = try pattern.matches(text)
            Issue.record("decided")
        } catch {
            #expect(error.code == .stepLimit)
        }
        #expect(try pattern.matches("aaaa"))
    }

    @Test func `counts the characters that backreferences compare`() throws {
        var options = PatternOptions()
        options.maximumSteps = 5_000
        let pattern = try Pattern("^(a*)(?:\\1){100}", options: options)
        #expect(throws: PatternError.self) { try pattern.matches(String(repeating: "a", count: 5_000)) }
    }

    @Test func `does not expand a repetition beyond the limit`() throws {
        var options = PatternOptions()
        options.maximumProgramLength = 1_000
        #expect(try Pattern("^[a-z]{1,400}$", options: options).matches("abc"))
        #expect(throws: PatternError.self) { try Pattern("[a-z]{1,600}", options: options) }
        #expect(throws: PatternError.self) { try Pattern("((a{10}){10}){10}", options: options) }
    }

    @Test func `bounds what lookarounds and captures keep in memory`() throws {
        let lookaheads = String(repeating: "(?=a)", count: 101)
        #expect(throws: PatternError.self) { try Pattern(lookaheads) }
        #expect(try Pattern(String(lookaheads.dropFirst(5))).matches("ba"))
        let groups = try Pattern(String(repeating: "(a?)", count: 3_000))
        #expect(try groups.matches("aaa"))
        #expect(throws: PatternError.self) { try groups.firstMatch(in: "aaa") }
    }

    @Test func `compiles nested and repeated constructs once`() throws {
        for source in [
            String(repeating: "(?:", count: 100) + "a" + String(repeating: "{2,})", count: 6)
                + String(repeating: ")", count: 94),
            "(?:" + String(repeating: "(?:)", count: 1_000) + "a){50}",
            "(?:(?=[" + String(repeating: "a-bé", count: 1_000) + "])a){50}",
        ] {
            #expect(try !Pattern(source).matches("\u{1F600}"))
            #expect(try Pattern(source).matches(String(repeating: "a", count: 200)))
        }
    }
}
