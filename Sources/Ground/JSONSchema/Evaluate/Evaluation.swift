internal import JSON

/// One walk over an instance and a schema.
struct Evaluation {
    /// A step of a pointer, made into text only when a finding needs it.
    enum Step {
        case key(String)
        case position(Int)

        var token: String {
            switch self {
            case .key(let key): key
            case .position(let position): String(position)
            }
        }
    }

    let program: SchemaProgram
    /// Whether findings are wanted; otherwise the first failure ends the walk.
    var collectsFindings: Bool
    /// Whether annotations are wanted.
    let collectsAnnotations: Bool
    let maximumFindings: Int
    var findings: [SchemaFinding] = []
    var annotations: [SchemaAnnotation] = []
    /// Set when the evaluation costs too much; nothing is known about the instance then.
    var limitFinding: SchemaFinding? { didSet { hasGivenUp = limitFinding != nil } }
    private(set) var hasGivenUp = false
    /// How many findings there were, causes included.
    var findingCount = 0
    var instancePath: [Step] = []
    var keywordPath: [Step] = []
    /// What the keywords beside and below have evaluated of the current value, if somebody asks.
    var coverage: Coverage?
    /// The resources that the walk came through, outermost first.
    var scope: [Int] = []
    /// The subschema whose keywords are being evaluated.
    var node: SchemaNode.ID = 0
    /// Where the keyword that is being evaluated stands in its path.
    var keywordPosition = -1
    private let tracksScope: Bool
    private let maximumDepth: Int
    /// Whoever visits more subschemas than there are without going deeper visits one of them twice.
    private let maximumDepthInPlace: Int
    private let maximumSteps: Int
    private var depth = 0
    private var depthInPlace = 0
    private var steps = 0

    init(_ program: SchemaProgram, findings: Int, annotations: Bool = false) {
        self.program = program
        collectsFindings = findings > 0
        collectsAnnotations = annotations
        maximumFindings = findings
        tracksScope = program.tracksScope
        maximumDepth = program.options.maximumEvaluationDepth
        maximumDepthInPlace = program.nodes.count
        maximumSteps = program.options.maximumSteps
    }

    /// Whether alternatives are all to be looked at, even after one fits.
    var wantsAll: Bool { coverage != nil || collectsAnnotations }

    /// Whether a failure ends the walk.
    var stopsAtFailure: Bool {
        !collectsFindings || findings.count >= maximumFindings || findingCount >= 20 * maximumFindings
            || hasGivenUp
    }

    /// Whether the whole instance fits the whole schema.
    mutating func run(_ instance: JSONValue) -> Bool { visit(0, instance) && !hasGivenUp }

    /// Applies a subschema to the same value.
    mutating func holds(_ id: SchemaNode.ID, for value: JSONValue, at step: Step? = nil) -> Bool {
        let tracksPath = tracksPath
        if tracksPath, let step { keywordPath.append(step) }
        depthInPlace += 1
        let outer = coverage
        if outer != nil || program.evaluationNodes[id].tracksCoverage { coverage = Coverage() }
        let result = visit(id, value)
        if var outer {
            if result, let inner = coverage { outer.formUnion(inner) }
            coverage = outer
        } else {
            coverage = nil
        }
        depthInPlace -= 1
        if tracksPath, step != nil { keywordPath.removeLast() }
        return result
    }

    /// Applies a subschema to a value one step further down.
    mutating func holds(
        _ id: SchemaNode.ID,
        for value: JSONValue,
        below instanceStep: @autoclosure () -> Step,
        at step: Step? = nil
    ) -> Bool {
        let tracksPath = tracksPath
        if tracksPath {
            instancePath.append(instanceStep())
            if let step { keywordPath.append(step) }
        }
        let outer = (coverage, depthInPlace)
        coverage = program.evaluationNodes[id].tracksCoverage ? Coverage() : nil
        depthInPlace = 0
        let result = visit(id, value)
        (coverage, depthInPlace) = outer
        if tracksPath {
            instancePath.removeLast()
            if step != nil { keywordPath.removeLast() }
        }
        return result
    }

    /// Whether a subschema would hold, without findings.
    mutating func probe(_ id: SchemaNode.ID, for value: JSONValue, at step: Step? = nil) -> Bool {
        let outer = collectsFindings
        collectsFindings = false
        defer { collectsFindings = outer }
        return holds(id, for: value, at: step)
    }

    /// Whether a subschema would hold for a value one step further down, without findings.
    mutating func probe(
        _ id: SchemaNode.ID,
        for value: JSONValue,
        below instanceStep: @autoclosure () -> Step
    ) -> Bool {
        let outer = collectsFindings
        collectsFindings = false
        defer { collectsFindings = outer }
        return holds(id, for: value, below: instanceStep())
    }

    /// Whether a subschema holds, and why not.
    mutating func attempt(_ id: SchemaNode.ID, for value: JSONValue, at step: Step? = nil) -> (Bool, [SchemaFinding]) {
        let outer = findings
        findings = []
        let result = holds(id, for: value, at: step)
        let causes = findings
        findings = outer
        return (result, causes)
    }

    var tracksPath: Bool { collectsFindings || collectsAnnotations }

    private mutating func visit(_ id: SchemaNode.ID, _ value: JSONValue) -> Bool {
        guard !hasGivenUp, withinLimits() else { return false }
        let compiled = program.evaluationNodes[id]
        if let truth = compiled.truth { return truth || failAtFalse(id, value) }
        let outer = (node, keywordPosition)
        node = id
        defer { (node, keywordPosition) = outer }
        let entersResource = tracksScope && scope.last != compiled.resource
        if entersResource { scope.append(compiled.resource) }
        depth += 1
        if coverage == nil, compiled.tracksCoverage { coverage = Coverage() }
        let annotationCount = annotations.count
        let result = tracksPath ? visitTracked(compiled, value) : visit(compiled, value)
        if collectsAnnotations {
            if result {
                addRemarks(of: id)
            } else {
                annotations.removeSubrange(annotationCount...)
            }
        }
        depth -= 1
        if entersResource { scope.removeLast() }
        return result
    }

    /// The quick way: the first rule that does not hold decides.
    private mutating func visit(_ compiled: EvaluationNode, _ value: JSONValue) -> Bool {
        for rule in compiled.rules where !rule.holds(for: value, in: &self) { return false }
        return true
    }

    private mutating func visitTracked(_ compiled: EvaluationNode, _ value: JSONValue) -> Bool {
        var result = true
        for rule in compiled.rules {
            keywordPosition = keywordPath.count
            keywordPath.append(.key(rule.keyword))
            let holds = rule.holds(for: value, in: &self)
            keywordPath.removeLast()
            if holds { continue }
            result = false
            if stopsAtFailure { break }
        }
        return result
    }

    private mutating func withinLimits() -> Bool {
        steps &+= 1
        if depth < maximumDepth, depthInPlace <= maximumDepthInPlace, steps <= maximumSteps { return true }
        if depth >= maximumDepth {
            giveUp("expected subschemas to be nested at most \(maximumDepth) deep, saw more")
        } else if depthInPlace > maximumDepthInPlace {
            giveUp("expected references to go deeper into the instance, saw them lead in a circle")
        } else {
            giveUp("expected at most \(maximumSteps) subschemas to be evaluated, saw more")
        }
        return false
    }
}
