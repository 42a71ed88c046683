internal import JSON

/// Holds one value against shapes, and keeps what is wrong.
struct ShapeWalk {
    private let library: ShapeLibrary
    private let root: JSONValue
    private let options: ShapeOptions
    private(set) var findings: [ShapeFinding] = []
    /// How many tokens lead to the value that is judged: it may be a part of a document.
    private let rootDepth: Int
    /// The object that is being read.
    private var shape = ""

    init(_ library: ShapeLibrary, _ root: JSONValue, _ options: ShapeOptions) {
        (self.library, self.root, self.options) = (library, root, options)
        rootDepth = root.pointer.tokens.count
    }

    var isFull: Bool { findings.count >= options.limit }

    /// Holds a value against a shape.
    mutating func check(_ value: JSONValue, as name: String) {
        shape = name
        guard let place = library.places[name] else {
            return add(.unknownShape, value, "a shape of \(library.revision)", name)
        }
        check(value, place)
    }

    private mutating func check(_ value: JSONValue, _ place: Int) {
        if isFull { return }
        switch library.nodes[place] {
        case .any: break
        case .null: expect(value, .null)
        case .boolean: expect(value, .bool)
        case .object: expect(value, .object)
        case .string(let format):
            guard let format else { return expect(value, .string) }
            check(value, format)
        case .text(let text):
            guard value.kind == .string else { return add(.type, value, "\"\(text)\"") }
            if value.string != text { add(.value, value, "\"\(text)\"") }
        case .constant(let constant):
            guard let number = value.number else { return add(.type, value, constant.lexeme) }
            if number != constant { add(.value, value, constant.lexeme) }
        case .number(let rule): check(value, rule, ShapeLibrary.description(of: rule))
        case .array(let element, let most):
            guard let array = value.array else { return add(.type, value, library.description(of: place)) }
            if let most, array.count > most {
                add(.value, value, "at most \(most) elements", "\(array.count)")
            }
            for child in array { check(child, element) }
        case .map(let node):
            guard let object = value.object else { return add(.type, value, library.description(of: place)) }
            for member in object { check(member.value, node) }
        case .record(let record): check(value, record)
        case .union(let union): check(value, union)
        case .intersection(let parts): for part in parts { check(value, part) }
        case .same(let other): check(value, other)
        }
    }

    private mutating func expect(_ value: JSONValue, _ kind: JSONKind) {
        if value.kind != kind { add(.type, value, ShapeLibrary.description(of: kind)) }
    }

    // MARK: Scalars

    private mutating func check(_ value: JSONValue, _ rule: ShapeNumberRule, _ expected: String) {
        guard let number = value.number else { return add(.type, value, expected) }
        if rule.isInteger, value.int64 == nil, !number.isInteger { return add(.type, value, expected) }
        let isTooSmall = rule.least.map { number < $0 } ?? false
        let isTooGreat = rule.most.map { $0 < number } ?? false
        if isTooSmall || isTooGreat { add(.value, value, expected) }
    }

    private mutating func check(_ value: JSONValue, _ format: ShapeFormat) {
        guard value.kind == .string else { return add(.type, value, "a string") }
        guard options.checksFormats, let text = value.string else { return }
        if !format.accepts(text) { add(.format, value, format.description) }
    }

    // MARK: Objects

    private mutating func check(_ value: JSONValue, _ record: ShapeRecord) {
        let outer = shape
        defer { shape = outer }
        shape = record.name
        guard let object = value.object else { return add(.type, value, "an object") }
        var missing = record.members.count
        var seen: UInt64 = 0
        for member in object {
            if let index = record.members.firstIndex(where: { member.hasKey($0.name) }) {
                let bit = UInt64(1) << UInt64(index)
                if seen & bit == 0 { missing -= 1 }
                seen |= bit
                check(member.value, record.members[index].node)
            } else if options.findsForeignMembers, let foreign = record.foreign.first(where: { member.hasKey($0.name) })
            {
                add(.foreignMember, member.value, "no member \(foreign.name) (\(foreign.revisions))")
            }
        }
        guard missing > 0 else { return }
        for (index, member) in record.members.enumerated()
        where member.isRequired && seen & (UInt64(1) << UInt64(index)) == 0 {
            add(.missing, value, library.description(of: member.node), member: member.name)
        }
        if !record.atLeastOne.isEmpty, !record.atLeastOne.contains(where: { object[$0] != nil }) {
            add(.missing, value, record.atLeastOne.joined(separator: " or "), "neither")
        }
    }

    // MARK: Unions

    private mutating func check(_ value: JSONValue, _ union: ShapeUnion) {
        let kind = value.kind
        if union.isEnumeration {
            guard kind == .string else { return add(.type, value, library.description(of: union)) }
            if !union.branches.contains(where: { library.isText(value, at: $0.node) }) {
                add(.value, value, library.description(of: union))
            }
            return
        }
        var candidates = union.branches.filter { $0.kind == nil || $0.kind == kind }
        if candidates.isEmpty { return add(.type, value, library.description(of: union)) }
        if let object = value.object, candidates.count > 1 {
            let fitting = candidates.filter { branch in branch.marks.allSatisfy { ShapeWalk.fits($0, object) } }
            if fitting.isEmpty, candidates.allSatisfy({ !$0.marks.isEmpty && $0.marks[0].isRequired }) {
                return explainMarks(value, object, candidates)
            }
            // A branch that nothing marks does not rule out the others.
            if fitting.contains(where: { !$0.marks.isEmpty }) { candidates = fitting }
        }
        if candidates.count == 1 {
            // A number that does not do could have been something else.
            guard case .number(let rule) = library.nodes[candidates[0].node] else {
                return check(value, candidates[0].node)
            }
            return check(value, rule, library.description(of: union))
        }
        checkBest(value, candidates)
    }

    /// Takes a value that one of several branches takes; else says what is wrong with it as the likeliest of them.
    private mutating func checkBest(_ value: JSONValue, _ candidates: [ShapeUnion.Branch]) {
        var best: (findings: [ShapeFinding], likeness: Int)?
        for candidate in candidates {
            let kept = findings
            findings = []
            check(value, candidate.node)
            let found = findings
            findings = kept
            if found.isEmpty { return }
            let likeness = likeness(of: value, to: candidate.node)
            if let best, (best.likeness, -best.findings.count) >= (likeness, -found.count) { continue }
            best = (found, likeness)
        }
        findings += best?.findings ?? []
    }

    /// How many members an object shares with a type, less those that it lacks.
    private func likeness(of value: JSONValue, to place: Int) -> Int {
        guard case .record(let record) = library.nodes[place], let object = value.object else { return 0 }
        return record.members.reduce(0) { sum, member in
            object[member.name] != nil ? sum + 1 : member.isRequired ? sum - 1 : sum
        }
    }

    private static func fits(_ mark: ShapeUnion.Mark, _ object: JSONObject) -> Bool {
        guard let value = object[mark.member] else { return !mark.isRequired }
        return value.string.map { mark.texts.contains($0) } ?? false
    }

    /// No branch has the marks of the object: says what they should be.
    private mutating func explainMarks(_ value: JSONValue, _ object: JSONObject, _ branches: [ShapeUnion.Branch]) {
        // Branches that fit in all marks but one tell which mark is wrong; most unions have a single one anyway.
        var wrong: [(member: String, texts: [String])] = []
        for mark in branches.flatMap(\.marks) where !ShapeWalk.fits(mark, object) {
            if let index = wrong.firstIndex(where: { $0.member == mark.member }) {
                wrong[index].texts += mark.texts.filter { !wrong[index].texts.contains($0) }
            } else {
                wrong.append((mark.member, mark.texts))
            }
        }
        for (member, texts) in wrong.prefix(1) {
            let expected = ShapeLibrary.list(texts.map { "\"\($0)\"" })
            if let seen = object[member] {
                add(seen.kind == .string ? .value : .type, seen, expected)
            } else {
                add(.missing, value, expected, member: member)
            }
        }
    }

    // MARK: Findings

    private func pointer(to value: JSONValue) -> JSONPointer {
        JSONPointer(Array(value.pointer.tokens.dropFirst(rootDepth)))
    }

    private mutating func add(_ kind: ShapeFinding.Kind, _ value: JSONValue, _ expected: String, _ seen: String? = nil)
    {
        add(kind, pointer(to: value), expected, seen ?? ShapeExcerpt.text(of: value))
    }

    private mutating func add(_ kind: ShapeFinding.Kind, _ value: JSONValue, _ expected: String, member: String) {
        add(kind, pointer(to: value).appending(member), expected, "nothing")
    }

    /// Keeps a finding, once.
    mutating func add(_ kind: ShapeFinding.Kind, _ pointer: JSONPointer, _ expected: String, _ seen: String) {
        guard !isFull, !findings.contains(where: { $0.kind == kind && $0.pointer == pointer }) else { return }
        findings.append(ShapeFinding(kind: kind, pointer: pointer, expected: expected, seen: seen, shape: shape))
    }

    /// Looks for members that stand twice, in all objects.
    mutating func findDuplicates(in value: JSONValue, of name: String) {
        shape = name
        if let object = value.object {
            for member in object.duplicateMembers {
                add(.duplicate, member.value, "one member \(member.key)", "another")
            }
            for member in object { findDuplicates(in: member.value, of: name) }
        } else if let array = value.array {
            for element in array { findDuplicates(in: element, of: name) }
        }
    }
}
