public import JSON
public import MCP

/// What a conformance suite asks a client to do, as it says in the environment.
public struct ClientAssignment: Sendable, Equatable {
    /// The variable that names the scenario.
    public static let scenarioVariable = "MCP_CONFORMANCE_SCENARIO"
    /// The variable that names the revision.
    public static let revisionVariable = "MCP_CONFORMANCE_PROTOCOL_VERSION"
    /// The variable that holds more, in JSON.
    public static let contextVariable = "MCP_CONFORMANCE_CONTEXT"

    /// The name of the scenario; nil for a tour of what the server offers.
    public var scenario: String?
    /// The revision to talk in; nil finds it out.
    public var revision: Revision?
    /// What the scenario says beside its name.
    public var context: JSON

    /// An assignment.
    public init(scenario: String? = nil, revision: Revision? = nil, context: JSON = .object([])) {
        (self.scenario, self.revision, self.context) = (scenario, revision, context)
    }

    /// Reads the variables of an environment.
    public init(environment: [String: String]) throws(AssignmentError) {
        self.init(scenario: environment[Self.scenarioVariable].flatMap { $0.isEmpty ? nil : $0 })
        if let name = environment[Self.revisionVariable], !name.isEmpty {
            // The suite calls the newest one a draft still.
            guard let known = name == "draft" ? .latest : Revision(name) else {
                let known = Revision.all.map(\.name).joined(separator: ", ")
                throw AssignmentError("\(Self.revisionVariable): expected one of \(known), saw \"\(name)\"")
            }
            revision = known
        }
        if let text = environment[Self.contextVariable], !text.isEmpty {
            do throws(JSONError) { context = try JSON(parsing: Array(text.utf8)) } catch {
                throw AssignmentError("\(Self.contextVariable): expected JSON: \(error)")
            }
        }
    }
}

/// Why an assignment cannot be understood.
public struct AssignmentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was expected, what was seen, and where.
    public let description: String

    init(_ description: String) { self.description = description }
}
