import Reactor
import Testing

@Suite struct ProcessEnvironmentTests {
    @Test func `knows the arguments of this process`() {
        #expect(ProcessEnvironment.arguments == Array(CommandLine.arguments.dropFirst()))
    }
}
