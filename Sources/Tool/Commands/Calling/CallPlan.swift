internal import Carriers
internal import JSON
internal import MCP

/// What `comport call` was asked to do.
struct CallPlan: Sendable {
    /// How much of the wire is shown.
    enum Trace: String, Sendable, CaseIterable {
        /// One line an event, cut to the screen.
        case short
        /// Everything.
        case full
    }

    /// How to connect.
    var connection = ConnectionOptions()
    /// Where to; nil when a name says it.
    var target: Target?
    /// The method.
    var method = ""
    /// The words behind it.
    var words: [String] = []
    /// Parameters given as JSON.
    var params: JSON?
    /// Whether the result is printed as it came.
    var printsJSON = false
    /// How much of the wire is shown.
    var trace: Trace?
    /// Answers to what the server asks for, by field.
    var answers: [(key: String, text: String)] = []
    /// Whether everything that the server asks for is declined.
    var declines = false
    /// The least important log messages to ask for.
    var logLevel: LogLevel?
}
