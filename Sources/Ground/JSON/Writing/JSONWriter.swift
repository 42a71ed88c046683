/// Writes JSON piece by piece: it places commas, colons, quotation marks and indentation.
///
/// The caller sees to it that keys and values alternate in objects and that what is begun is ended.
public struct JSONWriter: Sendable {
    /// How the text is laid out.
    public enum Layout: Sendable, Equatable {
        /// Without white space.
        case compact
        /// One member or element a line, each level indented by so many spaces.
        case pretty(indent: Int)
    }

    /// What was written.
    public internal(set) var bytes: [UInt8]
    /// How the text is laid out.
    public let layout: Layout
    /// How many arrays and objects are begun and not ended.
    public private(set) var depth = 0
    private var needsComma = false
    private var followsKey = false

    /// Begins to write after `bytes`.
    public init(appendingTo bytes: [UInt8] = [], layout: Layout = .compact) {
        self.bytes = bytes
        self.layout = layout
    }

    /// Begins an array.
    public mutating func beginArray() { begin(JSONByte.bracketOpen) }

    /// Ends the innermost array.
    public mutating func endArray() { end(JSONByte.bracketClose) }

    /// Begins an object.
    public mutating func beginObject() { begin(JSONByte.braceOpen) }

    /// Ends the innermost object.
    public mutating func endObject() { end(JSONByte.braceClose) }

    /// Writes a key and its colon; a value must follow.
    public mutating func key(_ key: String) {
        separate()
        appendQuoted(key)
        endKey()
    }

    /// Writes `null`.
    public mutating func null() { appendScalar("null".utf8) }

    /// Writes a truth value.
    public mutating func bool(_ truth: Bool) { appendScalar((truth ? "true" : "false").utf8) }

    /// Writes an integer.
    public mutating func integer(_ integer: some BinaryInteger) { appendScalar(String(integer).utf8) }

    /// Writes the shortest decimal that reads as the double; `null` for infinities and NaN, which JSON has not.
    public mutating func double(_ double: Double) {
        appendScalar(double.isFinite ? double.description.utf8 : "null".utf8)
    }

    /// Writes a number as it was written; `null` if it is not finite.
    public mutating func number(_ number: JSONNumber) {
        appendScalar((JSONNumber(number.lexeme)?.lexeme ?? JSONNumber(repairing: number.lexeme)?.lexeme ?? "null").utf8)
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        separate()
        appendQuoted(text)
    }

    /// Writes bytes as they are in the place of a value; whether they are JSON is the caller's affair.
    public mutating func verbatim(_ bytes: some Sequence<UInt8>) { appendScalar(bytes) }

    mutating func appendScalar(_ text: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: text)
    }

    mutating func endKey() {
        bytes.append(JSONByte.colon)
        if layout != .compact { bytes.append(JSONByte.space) }
        followsKey = true
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        depth += 1
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        precondition(depth > 0, "nothing is begun that could be ended")
        depth -= 1
        if needsComma { breakLine() }
        bytes.append(bracket)
        needsComma = true
    }

    /// Writes what stands between the last piece and the next.
    mutating func separate() {
        if followsKey {
            followsKey = false
        } else {
            if needsComma { bytes.append(JSONByte.comma) }
            if depth > 0 { breakLine() }
        }
        needsComma = depth > 0
    }

    private mutating func breakLine() {
        guard case .pretty(let indent) = layout else { return }
        bytes.append(JSONByte.lineFeed)
        bytes.append(contentsOf: repeatElement(JSONByte.space, count: indent * depth))
    }
}
