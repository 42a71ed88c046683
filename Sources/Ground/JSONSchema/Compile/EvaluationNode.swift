internal import JSON

/// What evaluation needs of a subschema; a class, so that a visit counts one reference and no more.
final class EvaluationNode: Sendable {
    let truth: Bool?
    let tracksCoverage: Bool
    let resource: Int
    let rules: [BoxedRule]

    init(_ node: SchemaNode) {
        truth = node.truth
        tracksCoverage = node.tracksCoverage
        resource = node.resource
        rules = node.rules.map { Self.box($0.rule, $0.keyword) }
    }

    private static func box(_ rule: some SchemaRule, _ keyword: String) -> BoxedRule { RuleBox(rule, keyword) }
}

/// A rule of some type, called without copying it.
class BoxedRule: @unchecked Sendable {
    let keyword: String

    init(_ keyword: String) { self.keyword = keyword }

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool { true }
}

/// A rule of a known type.
///
/// Nothing in it changes, so it is sendable; the compiler cannot know that of a class with subclasses.
private final class RuleBox<Rule: SchemaRule>: BoxedRule, @unchecked Sendable {
    private let rule: Rule

    init(_ rule: Rule, _ keyword: String) {
        self.rule = rule
        super.init(keyword)
    }

    override func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        rule.holds(for: value, in: &evaluation)
    }
}
