internal import JSON

/// `required`: the object has some members.
struct RequiredRule: SchemaRule {
    let names: [String]

    static let definitions = [
        KeywordDefinition("required", .validation) { site, _ throws(SchemaError) in
            RequiredRule(names: try site.strings())
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let object = value.object else { return true }
        let missing = object.firstMissing(names, limit: evaluation.collectsFindings ? names.count : 1)
        if missing.isEmpty { return true }
        for name in missing where !evaluation.stopsAtFailure {
            _ = evaluation.fail("expected the member \(ValueExcerpt.quote(name)), saw \(object.namesExcerpt)")
        }
        return false
    }
}

/// `dependentRequired`: an object with some members has others.
struct DependentRequiredRule: SchemaRule {
    let dependencies: [(name: String, names: [String])]

    static let definitions = [
        KeywordDefinition("dependentRequired", .validation, in: [.draft2020]) { site, _ throws(SchemaError) in
            var dependencies: [(String, [String])] = []
            for member in try site.members() {
                let name = member.key
                dependencies.append((name, try site.strings(member.value, below: name)))
            }
            return DependentRequiredRule(dependencies: dependencies)
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let object = value.object else { return true }
        var result = true
        for (name, names) in dependencies where object[name] != nil {
            let missing = object.firstMissing(names, limit: names.count)
            if missing.isEmpty { continue }
            result = evaluation.fail(
                "expected the member \(ValueExcerpt.quote(missing[0])) beside \(ValueExcerpt.quote(name)), "
                    + "saw \(object.namesExcerpt)"
            )
            if evaluation.stopsAtFailure { break }
        }
        return result
    }
}

extension JSONObject {
    /// Which of some keys the object lacks, the first ones; quick for large objects as well.
    func firstMissing(_ names: [String], limit: Int) -> [String] {
        var missing: [String] = []
        let table = count > 8 && names.count > 8 ? indexed() : nil
        for name in names where missing.count < limit {
            if table.map({ $0[name] == nil }) ?? (self[name] == nil) { missing.append(name) }
        }
        return missing
    }

    /// The keys, the first ones of many.
    var namesExcerpt: String {
        if isEmpty { return "an object without members" }
        let shown = prefix(6).map { ValueExcerpt.quote($0.key) }.joined(separator: ", ")
        return "only " + (count > 6 ? "\(shown) and \(count - 6) more" : shown)
    }
}
