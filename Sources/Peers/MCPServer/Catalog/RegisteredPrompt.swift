internal import JSON
public import MCP

/// One filling-in of a prompt.
public struct PromptCall: Sendable {
    /// The name of the prompt.
    public let name: String
    /// The arguments; all that are required are there.
    public let arguments: [String: String]
    /// The revision that the caller speaks.
    public let revision: Revision
    /// Who asks, as far as the transport found out.
    public let principal: String?

    /// An argument.
    public subscript(_ argument: String) -> String? { arguments[argument] }
}

/// What fills in a prompt.
enum PromptHandler: Sendable {
    /// Answers on the spot.
    case plain(@Sendable (PromptCall) throws -> PromptResult)
    /// Takes its time.
    case working(@Sendable (PromptCall, RequestContext) async throws -> PromptResult)
}

/// A prompt, ready to be filled in.
final class RegisteredPrompt: CatalogEntry {
    let prompt: Prompt
    let handler: PromptHandler
    let required: [String]
    let arguments: Set<String>
    let key: String
    private let missing: Set<Revision>

    init(
        _ prompt: Prompt,
        _ handler: PromptHandler,
        _ revisions: [Revision] = Revision.all
    ) throws(ServerError) {
        missing = Set(Revision.all).subtracting(revisions)
        key = prompt.name
        guard !key.isEmpty else { throw ServerError(.badDeclaration, "expected a prompt with a name, saw \(prompt)") }
        (self.prompt, self.handler) = (prompt, handler)
        required = prompt.arguments.filter(\.isRequired).map(\.name)
        arguments = Set(prompt.arguments.map(\.name))
        guard arguments.count == prompt.arguments.count else {
            throw ServerError(.duplicate, "expected each argument of prompt \(key) once, saw one twice")
        }
    }

    func isOffered(in revision: Revision) -> Bool { missing.isEmpty || !missing.contains(revision) }

    func encoded(for revision: Revision) -> [UInt8] { prompt.json(for: revision).encoded() }
}

/// What completes an argument: the text so far, and the arguments that are filled in already.
typealias Completer = @Sendable (_ value: String, _ others: [String: String]) async throws -> Completion
