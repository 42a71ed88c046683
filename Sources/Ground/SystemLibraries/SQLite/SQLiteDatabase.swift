/// An open database in one file.
///
/// Every call may wait for a disk or a lock: use it on a thread that may block, not on an event loop.
public final class SQLiteDatabase: Sendable {
    /// How a database is opened.
    public enum Access: Sendable, Equatable {
        /// The file must be there and is not changed.
        case readOnly
        /// The file must be there.
        case readWrite
        /// The file is made when it is not there.
        case create
    }

    let functions: SQLiteFunctions
    let handle: SQLiteHandle

    /// Opens a file; `:memory:` is a database of its own in memory.
    public init(
        path: String,
        _ access: Access = .create,
        busyTimeout: Duration = .seconds(5)
    ) throws(SQLiteError) {
        let functions = try SQLiteFunctions.bound()
        let flags =
            switch access {
            case .readOnly: SQLiteCode.readOnly
            case .readWrite: SQLiteCode.readWrite
            case .create: SQLiteCode.readWrite | SQLiteCode.create
            }
        var pointer: OpaquePointer?
        let result = functions.open(path, &pointer, flags | SQLiteCode.fullMutex, nil)
        guard result == SQLiteCode.ok, let pointer else {
            // There is an object to free even when opening failed.
            let reason = functions.message(pointer).map { String(cString: $0) } ?? "no reason given"
            _ = functions.close(pointer)
            throw SQLiteError(.cannotOpen, number: result, detail: "open the database '\(path)': \(reason)")
        }
        self.functions = functions
        handle = SQLiteHandle(functions, pointer)
        _ = functions.extendedResultCodes(pointer, 1)
        let (seconds, attoseconds) = busyTimeout.components
        let milliseconds = min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000
        _ = functions.busyTimeout(pointer, Int32(clamping: milliseconds))
    }

    /// Makes a statement ready, which must be one and whole.
    public func prepare(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        let (pointer, rest) = try prepareFirst(of: sql)
        guard let pointer else {
            throw SQLiteError(.failed, detail: "prepare '\(sql)': expected a statement, saw none")
        }
        let statement = SQLiteStatement(handle, pointer, sql)
        guard rest.allSatisfy(\.isWhitespace) else {
            throw SQLiteError(.failed, detail: "prepare '\(sql)': expected one statement, saw more: '\(rest)'")
        }
        return statement
    }

    /// Runs statements that need no values, such as those that make tables; their rows are dropped.
    public func execute(_ sql: String) throws(SQLiteError) {
        var rest = sql
        while !rest.isEmpty {
            let (pointer, after) = try prepareFirst(of: rest)
            if let pointer {
                var statement = SQLiteStatement(handle, pointer, rest)
                while try statement.step() {}
            }
            rest = after
        }
    }

    /// How many rows the last statement that changes any has changed.
    public var changes: Int { Int(functions.changes(handle.pointer)) }

    /// The number of the row that was inserted last.
    public var lastInsertedRow: Int64 { functions.lastInsertedRow(handle.pointer) }

    private func prepareFirst(of sql: String) throws(SQLiteError) -> (OpaquePointer?, rest: String) {
        var statement: OpaquePointer?
        var rest = ""
        let result = sql.withCString { text in
            var tail: UnsafePointer<CChar>?
            let result = functions.prepare(handle.pointer, text, -1, &statement, &tail)
            if let tail { rest = String(cString: tail) }
            return result
        }
        guard result == SQLiteCode.ok else { throw handle.failure(result, "prepare '\(sql)'") }
        return (statement, rest)
    }
}

/// The database inside of SQLite; it closes when neither the database nor a statement needs it.
///
/// `@unchecked Sendable`: opened in the mode in which SQLite locks every call.
final class SQLiteHandle: @unchecked Sendable {
    let functions: SQLiteFunctions
    let pointer: OpaquePointer

    init(_ functions: SQLiteFunctions, _ pointer: OpaquePointer) {
        self.functions = functions
        self.pointer = pointer
    }

    deinit { _ = functions.close(pointer) }

    func failure(_ result: Int32, _ operation: String) -> SQLiteError {
        let reason = functions.message(pointer).map { String(cString: $0) } ?? "no reason given"
        return SQLiteError(number: result, detail: "\(operation): \(reason)")
    }
}
