/// Why a database did not do what was asked.
public struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Sendable, Equatable {
        /// SQLite is not on this machine.
        case libraryMissing
        /// The file cannot be opened, or is no database.
        case cannotOpen
        /// Somebody else holds the lock, longer than this side waits.
        case busy
        /// A value would break a rule of the tables.
        case constraint
        /// A value cannot be bound to that parameter.
        case badBinding
        /// The statement is wrong, or anything else that SQLite refuses.
        case failed
    }

    /// The kind of failure.
    public let code: Code
    /// SQLite's extended result code, where there is one.
    public let number: Int32?
    /// What was being done and what SQLite says about it.
    public let detail: String

    /// Describes a failure.
    public init(_ code: Code, number: Int32? = nil, detail: String) {
        self.code = code
        self.number = number
        self.detail = detail
    }

    /// Sorts a result code of SQLite's.
    init(number: Int32, detail: String) {
        let code: Code =
            switch number & 0xFF {
            case SQLiteCode.busy: .busy
            case SQLiteCode.constraint: .constraint
            default: .failed
            }
        self.init(code, number: number, detail: detail)
    }

    /// What was being done and what SQLite says about it.
    public var description: String { number.map { "\(detail) (SQLite's code \($0))" } ?? detail }
}
