/// Replaces variables in the texts of a client's configuration: `${X}`, `${X:-default}`, `${env:X}`, `${userHome}`,
/// `${workspaceFolder}`.
struct VariableExpansion {
    /// Why a text cannot be expanded.
    struct Problem: Error {
        let expected: String
        let seen: String
    }

    let environment: [String: String]

    func expand(_ text: String) throws(Problem) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                throw Problem(expected: "\"}\" after \"${\"", seen: "the end of \"\(text)\"")
            }
            result += try value(String(rest[start.upperBound..<end]))
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private func value(_ reference: String) throws(Problem) -> String {
        switch reference {
        case "userHome": return try variable("HOME", reference)
        case "workspaceFolder": return try variable("PWD", reference)
        case "pathSeparator", "/": return "/"
        default: break
        }
        if reference.hasPrefix("input:") {
            throw Problem(
                expected: "variables of the environment",
                seen: "${\(reference)}, which a client asks its user for: write the value, or ${env:NAME}"
            )
        }
        var name = reference.hasPrefix("env:") ? String(reference.dropFirst(4)) : reference
        guard let mark = name.firstRange(of: ":-") else { return try variable(name, reference) }
        let fallback = String(name[mark.upperBound...])
        name = String(name[..<mark.lowerBound])
        guard let value = environment[name], !value.isEmpty else { return fallback }
        return value
    }

    private func variable(_ name: String, _ reference: String) throws(Problem) -> String {
        guard let value = environment[name] else {
            throw Problem(expected: "a variable \(name) in the environment", seen: "none, for ${\(reference)}")
        }
        return value
    }
}
