import Testing
@testable import Patterns

@Suite struct PatternsTests {
    @Test func `matches`() throws {
        #expect(try Pattern("^[a-zA-Z_][a-zA-Z0-9_]*$").matches("hello_9"))
    }
}
