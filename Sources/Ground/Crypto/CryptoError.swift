internal import SystemLibraries

/// Why a cryptographic operation did not give a result.
///
/// A signature that does not match is no error: ``PublicKey/verify(_:of:using:)`` answers false.
public struct CryptoError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Sendable, Equatable {
        /// OpenSSL is not on this machine.
        case libraryMissing
        /// The caller passed a length, a number or a name that the operation does not know.
        case badArgument
        /// Text or bytes are not the key or certificate that they were taken for.
        case unreadable
        /// A key of one kind was used where another is needed, or it is too weak.
        case wrongKey
        /// Sealed bytes were changed, or sealed by another key or for another purpose.
        case notAuthentic
        /// OpenSSL failed for a reason of its own.
        case failed
    }

    /// The kind of failure.
    public let code: Code
    /// What was being done.
    public let operation: String
    /// What was expected and what was seen.
    public let detail: String

    /// Describes a failure.
    public init(_ code: Code, operation: String, detail: String) {
        self.code = code
        self.operation = operation
        self.detail = detail
    }

    init(_ missing: SystemLibraryError, operation: String) {
        self.init(.libraryMissing, operation: operation, detail: missing.description)
    }

    /// One sentence: the operation, and what was expected and seen.
    public var description: String { "\(operation): \(detail)" }
}
