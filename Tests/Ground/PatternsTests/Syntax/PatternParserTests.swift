import Patterns
import Testing

@Suite struct PatternParserTests {
    private func error(_ source: String, _ options: PatternOptions = .strict) -> PatternError? {
        do throws(PatternError) {
            _ = try Pattern(source, options: options)
            return nil
        } catch {
            return error
        }
    }

    @Test func `refuses what is a SyntaxError in Unicode mode`() {
        let vectors: [(source: String, code: PatternError.Code, offset: Int)] = [
            ("\\a", .invalidEscape, 0), ("x\\_", .invalidEscape, 1), ("\\-", .invalidEscape, 0),
            ("é\\é", .invalidEscape, 2), ("\\", .unexpectedEnd, 1), ("a{", .unexpectedCharacter, 1),
            ("{", .unexpectedCharacter, 0), ("}", .unexpectedCharacter, 0), ("ab]", .unexpectedCharacter, 2),
            ("a{1", .unexpectedEnd, 3), ("a{1,", .unexpectedEnd, 4), ("a{1,x}", .unexpectedCharacter, 4),
            ("a{,1}", .unexpectedCharacter, 1), ("a**", .nothingToRepeat, 2), ("a+*", .nothingToRepeat, 2),
            ("a{1}{2}", .nothingToRepeat, 4), ("a???", .nothingToRepeat, 3), ("*", .nothingToRepeat, 0),
            ("(?:+)", .nothingToRepeat, 3), ("a|?", .nothingToRepeat, 2), ("^*", .nothingToRepeat, 1),
            ("$+", .nothingToRepeat, 1), ("\\b?", .nothingToRepeat, 2), ("(?=a)*", .nothingToRepeat, 0),
            ("(?<=a)*", .nothingToRepeat, 6), ("{1}", .nothingToRepeat, 0), ("a{2,1}", .outOfOrder, 1),
            ("(", .unexpectedEnd, 1), ("(a", .unexpectedEnd, 2), ("a)", .unexpectedCharacter, 1),
            ("(?", .unexpectedEnd, 2), ("(?a)", .unexpectedCharacter, 2), ("(?<", .unexpectedEnd, 3),
            ("(?<>a)", .invalidGroupName, 3), ("(?<1a>b)", .invalidGroupName, 3), ("(?<a-b>c)", .invalidGroupName, 4),
            ("(?<n>a)(?<n>b)", .duplicateGroupName, 7), ("(?<n>a)|(?<n>b)", .duplicateGroupName, 8),
            ("\\k", .unexpectedEnd, 2), ("\\k<n>", .unknownGroup, 0), ("(?<n>a)\\k<m>", .unknownGroup, 7),
            ("(?<n>a)\\kn", .unexpectedCharacter, 9), ("\\1", .unknownGroup, 0), ("(a)\\2", .unknownGroup, 3),
            ("\\00", .invalidEscape, 0), ("\\x1", .invalidEscape, 0), ("\\u12", .invalidEscape, 0),
            ("\\u{110000}", .invalidEscape, 0), ("\\u{}", .invalidEscape, 0), ("\\u{12", .invalidEscape, 0),
            ("\\c", .invalidEscape, 0), ("\\c1", .invalidEscape, 0), ("[", .unexpectedEnd, 1),
            ("[a", .unexpectedEnd, 2), ("[a-", .unexpectedEnd, 3), ("[b-a]", .outOfOrder, 1),
            ("[\\w-a]", .invalidClassRange, 1), ("[a-\\d]", .invalidClassRange, 1), ("[\\1]", .invalidEscape, 1),
            ("[\\B]", .invalidEscape, 1), ("[\\_]", .invalidEscape, 1), ("\\p", .unexpectedEnd, 2),
            ("\\pL", .unexpectedCharacter, 2), ("\\p{L", .unexpectedEnd, 4), ("\\p{}", .unknownProperty, 0),
            ("\\p{Foo}", .unknownProperty, 0), ("\\p{lu}", .unknownProperty, 0), ("\\p{L=Lu}", .unknownProperty, 0),
            ("\\p{gc=Foo}", .unknownProperty, 0), ("\\p{Script=Latim}", .unsupportedProperty, 0),
            ("\\p{Extended_Pictographic}", .unsupportedProperty, 0), ("(?i:a)", .unexpectedCharacter, 2),
        ]
        for (source, code, offset) in vectors {
            let error = error(source)
            #expect(error?.code == code, "\(source)")
            #expect(error?.offset == offset, "\(source)")
        }
    }

    @Test func `says what was expected, what was seen, and where`() {
        #expect(error("(a")?.description == "expected ')' for the '(' at byte 0, saw the end at byte 2 of the pattern")
        #expect(error("\\a")?.description == "expected an escape of Unicode mode, saw '\\a' at byte 0 of the pattern")
        #expect(error("a{3,1}")?.description == "expected an upper bound of 3 or more, saw 1 at byte 1 of the pattern")
    }

    @Test func `reads every construct into the tree`() throws {
        func tree(_ source: String) throws -> PatternSyntax { try Pattern(source).syntax }
        #expect(try tree("") == .empty)
        #expect(try tree("a") == .character(0x61))
        #expect(try tree("ab") == .sequence([.character(0x61), .character(0x62)]))
        #expect(try tree("a|") == .alternatives([.character(0x61), .empty]))
        #expect(try tree("(?:a)") == .character(0x61))
        #expect(try tree("(?<x>a)") == .capture(index: 1, name: "x", .character(0x61)))
        #expect(try tree("^") == .assertion(.start))
        guard case .repetition(.character(0x61), let quantifier, 1) = try tree("a{2,}?") else {
            Issue.record("no repetition")
            return
        }
        #expect((quantifier.minimum, quantifier.maximum, quantifier.isLazy) == (2, nil, true))
        guard case .lookaround(let kind, .character(0x61)) = try tree("(?<!a)") else {
            Issue.record("no lookaround")
            return
        }
        #expect(kind.isBehind && kind.isNegative)
        guard case .set(let set) = try tree("[^a-c\\d]") else {
            Issue.record("no set")
            return
        }
        #expect(set.isInverted && set.ranges == [0x30...0x39, 0x61...0x63])
    }

    @Test func `reads escapes of single characters`() throws {
        let vectors: [(String, UInt32)] = [
            ("\\t", 9), ("\\n", 10), ("\\v", 11), ("\\f", 12), ("\\r", 13), ("\\0", 0), ("\\cJ", 10), ("\\cz", 26),
            ("\\x41", 0x41), ("\\u0041", 0x41), ("\\u{1F600}", 0x1F600), ("\\u{000041}", 0x41),
            ("\\ud83d\\ude00", 0x1F600), ("\\ud83d", 0xD83D), ("\\/", 0x2F), ("\\.", 0x2E), ("\\]", 0x5D),
            ("\\}", 0x7D), ("😀", 0x1F600),
        ]
        for (source, value) in vectors { #expect(try Pattern(source).syntax == .character(value), "\(source)") }
        #expect(try Pattern("\\ud83d\\u0041").syntax == .sequence([.character(0xD83D), .character(0x41)]))
    }

    @Test func `names groups with any identifier`() throws {
        let pattern = try Pattern("(?<$x_1>a)(?<é>b)(?<\\u0061>c)(?<\\u{62}>d)")
        #expect(pattern.groupNames == ["$x_1": 1, "é": 2, "a": 3, "b": 4])
    }

    @Test func `lets backreferences point forward`() throws {
        #expect(try Pattern("\\2(a)(b)").syntax != .empty)
        #expect(try Pattern("\\k<x>(?<x>b)").matches("b"))
    }

    @Test func `keeps to its limits`() {
        var options = PatternOptions()
        options.maximumLength = 5
        #expect(error("aaaaaa", options)?.code == .lengthLimit)
        let deep = String(repeating: "(", count: 201) + String(repeating: ")", count: 201)
        #expect(error(deep)?.code == .depthLimit)
        #expect(error(String(repeating: "(?:", count: 200) + String(repeating: ")", count: 200)) == nil)
        #expect(error("(?:a{1000}){1000}")?.code == .programLimit)
        #expect(error("(?:a{1000}){1000}")?.offset == 11)
        #expect(error("a{0,99999999999999999999}")?.code == .programLimit)
        #expect(error("(?:){99999999999999999999}") == nil)
        #expect(error("(?:){0,99999999999999999999}")?.code == nil)
    }
}
