public import Text

/// A document read from bytes, which it keeps as they are.
///
/// Reading makes one pass and one allocation; values are views of the document and keep it alive.
public struct JSONDocument: Sendable {
    let storage: JSONStorage

    /// Reads `bytes`, which are taken over without a copy.
    public init(parsing bytes: [UInt8], options: JSONReadingOptions = JSONReadingOptions()) throws(JSONError) {
        storage = try JSONScanner.read(bytes, options: options)
    }

    /// Reads the UTF-8 bytes of `text`.
    public init(parsing text: String, options: JSONReadingOptions = JSONReadingOptions()) throws(JSONError) {
        try self.init(parsing: [UInt8](text.utf8), options: options)
    }

    init(storage: JSONStorage) { self.storage = storage }

    /// The value of the document.
    public var root: JSONValue { JSONValue(storage: storage, index: 0) }

    /// The bytes as they were given.
    public var bytes: [UInt8] { storage.bytes }

    /// The deviations that were read over, in the order of the text; at most `maximumViolations` of them.
    public var violations: [JSONViolation] { storage.buffer.header.violations }

    /// How many deviations were read over, listed or not.
    public var violationCount: Int { storage.buffer.header.violationCount }

    /// The line and column of a byte; reads the bytes before it.
    public func location(ofByte offset: Int) -> TextLocation {
        TextLocation(ofByte: offset, in: storage.bytes.span)
    }
}
