internal import JSON

/// Writes values so that the same value gives the same bytes, whatever the order of members and white space.
///
/// Numbers keep their spelling: a client that repeats a request repeats it.
struct CanonicalWriter {
    private(set) var bytes: [UInt8] = []

    /// Something that no value contains.
    mutating func separate() { bytes.append(0) }

    mutating func append(_ value: JSONValue) {
        switch value.kind {
        case .object:
            bytes.append(UInt8(ascii: "{"))
            let members = (value.object?.effectiveMembers ?? []).map { ($0.key, $0.value) }
            for (key, member) in members.sorted(by: { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }) {
                bytes.append(contentsOf: JSON.string(key).encoded())
                append(member)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array:
            bytes.append(UInt8(ascii: "["))
            for element in value.array.map(Array.init) ?? [] {
                append(element)
                bytes.append(UInt8(ascii: ","))
            }
            bytes.append(UInt8(ascii: "]"))
        case .string: bytes.append(contentsOf: JSON.string(value.string ?? "").encoded())
        default:
            bytes.append(contentsOf: value.rawBytes)
            bytes.append(UInt8(ascii: ","))
        }
    }
}
