public import JSON

/// What a response carries instead of a result.
public struct ErrorObject: Error, Sendable, Equatable, CustomStringConvertible {
    /// A number that programs act on.
    public var code: Int
    /// A sentence for people.
    public var message: String
    /// Anything more.
    public var data: JSON?

    /// An error to answer with.
    public init(_ code: Int, _ message: String, data: JSON? = nil) {
        (self.code, self.message, self.data) = (code, message, data)
    }

    /// `-32700`: the bytes are no JSON.
    public static let parseErrorCode = -32700
    /// `-32600`: JSON, but no request.
    public static let invalidRequestCode = -32600
    /// `-32601`: nobody here knows the method.
    public static let methodNotFoundCode = -32601
    /// `-32602`: the method does not take these parameters.
    public static let invalidParamsCode = -32602
    /// `-32603`: the receiver failed.
    public static let internalErrorCode = -32603

    /// Code and message in one line.
    public var description: String {
        data.map { "error \(code): \(message) \($0)" } ?? "error \(code): \(message)"
    }
}
