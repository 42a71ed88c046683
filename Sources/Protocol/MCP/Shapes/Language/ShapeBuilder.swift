internal import JSON

/// Makes the nodes of a ``ShapeLibrary`` from the texts and the ``MethodTable``.
struct ShapeBuilder {
    let revision: Revision
    private(set) var nodes: [ShapeNode] = []
    private(set) var places: [String: Int] = [:]
    private(set) var problems: [String] = []
    private var declarations: [String: ShapeDeclaration] = [:]
    private var everywhere: [String: [ShapeDeclaration]] = [:]

    init(revision: Revision, errata: [Erratum]) {
        self.revision = revision
        problems = ShapeTexts.read.problems
        for declaration in ShapeTexts.read.declarations { add(declaration) }
        for declaration in MethodShapes.declarations(in: revision) { add(declaration) }
        for erratum in errata {
            for name in erratum.without { declarations[name] = nil }
            do throws(ShapeTextError) {
                for declaration in try ShapeParser.declarations(in: erratum.published) {
                    add(declaration, replacing: true)
                }
            } catch {
                problems.append(error.description)
            }
        }
    }

    private mutating func add(_ declaration: ShapeDeclaration, replacing: Bool = false) {
        everywhere[declaration.name, default: []].append(declaration)
        guard declaration.validity.contains(revision) else { return }
        if declarations.updateValue(declaration, forKey: declaration.name) != nil, !replacing {
            problems.append("expected one \(declaration.name) in \(revision), saw two")
        }
    }

    mutating func build() {
        let names = declarations.keys.sorted()
        for name in names {
            places[name] = nodes.count
            nodes.append(.any)
        }
        for name in names {
            guard let declaration = declarations[name], let place = places[name] else { continue }
            switch declaration.body {
            case .record(let bases, let text): nodes[place] = .record(record(name, bases, text))
            case .alias(let expression): nodes[place] = node(expression, in: name)
            }
        }
        for place in nodes.indices { finishUnion(at: place) }
    }

    // MARK: Expressions

    private mutating func place(_ expression: ShapeExpression, in owner: String) -> Int {
        if case .named(let name) = expression, let place = places[name] { return place }
        let made = node(expression, in: owner)
        nodes.append(made)
        return nodes.count - 1
    }

    private mutating func node(_ expression: ShapeExpression, in owner: String) -> ShapeNode {
        switch expression {
        case .any: return .any
        case .null: return .null
        case .boolean: return .boolean
        case .object: return .object
        case .string(let format): return .string(format)
        case .text(let text): return .text(text)
        case .constant(let constant): return .constant(JSONNumber(constant))
        case .integer(let least, let most):
            return .number(
                ShapeNumberRule(isInteger: true, least: least.map { JSONNumber($0) }, most: most.map { JSONNumber($0) })
            )
        case .number(let least, let most):
            return .number(
                ShapeNumberRule(
                    isInteger: false,
                    least: least.map { JSONNumber($0) },
                    most: most.map { JSONNumber($0) }
                )
            )
        case .array(let element, let most): return .array(place(element, in: owner), most: most)
        case .map(let value): return .map(place(value, in: owner))
        case .record(let text): return .record(record(owner, [], text))
        case .named(let name):
            if let place = places[name] { return .same(place) }
            problems.append("expected a type that \(revision) has, saw \(name) in \(owner)")
            return .any
        case .union(let branches):
            let kept = branches.filter(exists)
            if kept.isEmpty { problems.append("expected a branch that \(revision) has in \(owner), saw none") }
            let places = kept.map { place($0, in: owner) }
            return .union(
                ShapeUnion(
                    branches: places.map { ShapeUnion.Branch(node: $0, kind: nil, marks: []) },
                    isEnumeration: false
                )
            )
        case .intersection(let parts): return .intersection(parts.map { place($0, in: owner) })
        }
    }

    /// Whether the revision has a branch; one that it lacks drops out, one that nobody has is a mistake.
    private func exists(_ expression: ShapeExpression) -> Bool {
        guard case .named(let name) = expression else { return true }
        return declarations[name] != nil || everywhere[name] == nil
    }

    // MARK: Objects

    private mutating func record(_ name: String, _ bases: [String], _ text: ShapeRecordText) -> ShapeRecord {
        var members: [ShapeMemberText] = []
        var atLeastOne = text.atLeastOne
        collect(bases, text, &members, &atLeastOne)
        let known = Set(members.map(\.name))
        var foreign: [(name: String, revisions: String)] = []
        for (member, validity) in allMembers(bases, text)
        where !known.contains(member) && !foreign.contains(where: { $0.name == member }) {
            foreign.append((member, validity.description))
        }
        return ShapeRecord(
            name: name,
            members: members.map { member in
                ShapeRecord.Member(
                    name: member.name,
                    isRequired: member.isRequired,
                    node: place(member.type, in: "\(name).\(member.name)")
                )
            },
            atLeastOne: atLeastOne,
            foreign: foreign
        )
    }

    /// The members of the bases, then one's own, which replace those of the same name.
    private mutating func collect(
        _ bases: [String],
        _ text: ShapeRecordText,
        _ members: inout [ShapeMemberText],
        _ atLeastOne: inout [String]
    ) {
        for base in bases {
            switch declarations[base]?.body {
            case .record(let deeper, let inherited): collect(deeper, inherited, &members, &atLeastOne)
            case .alias: problems.append("expected an object as base, saw \(base)")
            case nil: if everywhere[base] == nil { problems.append("expected a base, saw \(base)") }
            }
        }
        if !text.atLeastOne.isEmpty { atLeastOne = text.atLeastOne }
        for member in text.members where member.validity.contains(revision) {
            members.removeAll { $0.name == member.name }
            members.append(member)
        }
    }

    private func allMembers(_ bases: [String], _ text: ShapeRecordText) -> [(String, Validity)] {
        var all = text.members.map { ($0.name, $0.validity) }
        for base in bases {
            for declaration in everywhere[base] ?? [] {
                guard case .record(let deeper, let inherited) = declaration.body else { continue }
                all += allMembers(deeper, inherited).map { name, validity in
                    (name, validity == .always ? declaration.validity : validity)
                }
            }
        }
        return all
    }

    // MARK: Unions

    /// Takes the branches of unions inside of unions, and finds what tells objects apart.
    private mutating func finishUnion(at place: Int) {
        guard case .union(let union) = nodes[place] else { return }
        var leaves: [Int] = []
        var visited: Set<Int> = [place]
        for branch in union.branches { flatten(branch.node, &leaves, &visited) }
        let branches = leaves.map { ShapeUnion.Branch(node: $0, kind: nodes[$0].kind, marks: marks(of: $0)) }
        let isEnumeration = leaves.allSatisfy { if case .text = nodes[$0] { true } else { false } }
        nodes[place] = .union(ShapeUnion(branches: branches, isEnumeration: isEnumeration))
    }

    private func flatten(_ place: Int, _ leaves: inout [Int], _ visited: inout Set<Int>) {
        switch nodes[place] {
        case .union(let union):
            guard visited.insert(place).inserted else { return }
            for branch in union.branches { flatten(branch.node, &leaves, &visited) }
        case .same(let other): flatten(other, &leaves, &visited)
        default: if !leaves.contains(place) { leaves.append(place) }
        }
    }

    private func marks(of place: Int) -> [ShapeUnion.Mark] {
        guard case .record(let record) = nodes[place] else { return [] }
        return record.members.compactMap { member in
            let texts = texts(of: member.node)
            // An option among several says little about what the object is.
            return texts.isEmpty || (!member.isRequired && texts.count > 1)
                ? nil : ShapeUnion.Mark(member: member.name, texts: texts, isRequired: member.isRequired)
        }
    }

    private func texts(of place: Int) -> [String] {
        switch nodes[place] {
        case .text(let text): [text]
        case .same(let other): texts(of: other)
        case .union(let union):
            union.branches.contains { texts(of: $0.node).isEmpty } ? [] : union.branches.flatMap { texts(of: $0.node) }
        default: []
        }
    }
}
