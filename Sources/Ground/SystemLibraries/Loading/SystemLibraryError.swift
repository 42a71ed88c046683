/// Why a library of the system cannot be used.
public struct SystemLibraryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Sendable, Equatable {
        /// No file of one of the expected names could be loaded.
        case notFound
        /// The library was loaded but lacks a function: it is older or built differently.
        case functionMissing
    }

    /// The kind of failure.
    public let code: Code
    /// The library.
    public let library: SystemLibrary
    /// What the loader said, or the name of the missing function.
    public let detail: String

    /// Describes a failure.
    public init(_ code: Code, library: SystemLibrary, detail: String) {
        self.code = code
        self.library = library
        self.detail = detail
    }

    /// What is missing, what needed it and how to get it.
    public var description: String {
        let names = library.fileNames.joined(separator: " or ")
        return switch code {
        case .notFound:
            "\(library.name) is needed for \(library.purpose), but \(names) could not be loaded (\(detail)); "
                + "install it: \(library.remedy)"
        case .functionMissing:
            "\(library.name) is needed for \(library.purpose), but \(names) has no function \(detail); "
                + "install a newer version: \(library.remedy)"
        }
    }
}
