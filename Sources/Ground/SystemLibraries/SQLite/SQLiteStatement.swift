/// A statement that is ready to run, once or often.
///
/// `@unchecked Sendable`: it cannot be copied, so it has one owner at a time.
public struct SQLiteStatement: ~Copyable, @unchecked Sendable {
    /// What it says.
    public let sql: String
    private let database: SQLiteHandle
    private let pointer: OpaquePointer

    init(_ database: SQLiteHandle, _ pointer: OpaquePointer, _ sql: String) {
        self.database = database
        self.pointer = pointer
        self.sql = sql
    }

    deinit { _ = functions.finalize(pointer) }

    private var functions: SQLiteFunctions { database.functions }

    /// Gives all parameters their values, in order, and starts anew.
    public mutating func bind(_ values: SQLiteValue...) throws(SQLiteError) {
        reset()
        let expected = Int(functions.parameterCount(pointer))
        guard values.count == expected else {
            throw SQLiteError(
                .badBinding,
                detail: "bind '\(sql)': expected \(expected) values, saw \(values.count)"
            )
        }
        for (index, value) in values.enumerated() { try bind(value, at: index + 1) }
    }

    /// Gives one parameter its value; the first has the number 1.
    public mutating func bind(_ value: SQLiteValue, at index: Int) throws(SQLiteError) {
        let place = Int32(clamping: index)
        let result =
            switch value {
            case .null: functions.bindNull(pointer, place)
            case .integer(let number): functions.bindInteger(pointer, place, number)
            case .real(let number): functions.bindReal(pointer, place, number)
            case .text(let text): bind(Array(text.utf8), place, functions.bindText)
            case .blob(let bytes): bind(bytes, place, functions.bindBlob)
            }
        guard result == SQLiteCode.ok else {
            throw SQLiteError(
                .badBinding,
                number: result,
                detail: database.failure(result, "bind value \(index) of '\(sql)'").detail
            )
        }
    }

    /// Gives a named parameter such as `:name` its value.
    public mutating func bind(_ value: SQLiteValue, to name: String) throws(SQLiteError) {
        let index = functions.parameterIndex(pointer, name)
        guard index > 0 else {
            throw SQLiteError(.badBinding, detail: "bind '\(sql)': expected a parameter '\(name)', saw none")
        }
        try bind(value, at: Int(index))
    }

    private func bind(
        _ bytes: [UInt8],
        _ place: Int32,
        _ function: @convention(c) (OpaquePointer?, Int32, UnsafePointer<UInt8>?, Int32, Int) -> Int32
    ) -> Int32 {
        let tooBig: Int32 = 18
        guard let count = Int32(exactly: bytes.count) else { return tooBig }
        // A null pointer would bind null where no bytes are meant.
        return (bytes.isEmpty ? [0] : bytes).withUnsafeBufferPointer {
            function(pointer, place, $0.baseAddress, count, SQLiteCode.copies)
        }
    }

    /// Goes on to the next row; false when there is none.
    public mutating func step() throws(SQLiteError) -> Bool {
        switch functions.step(pointer) {
        case SQLiteCode.row: return true
        case SQLiteCode.done:
            _ = functions.reset(pointer)
            return false
        case let result:
            let error = database.failure(result, "run '\(sql)'")
            _ = functions.reset(pointer)
            throw error
        }
    }

    /// Starts anew; the values stay.
    public mutating func reset() { _ = functions.reset(pointer) }

    /// How many columns its rows have.
    public var columnCount: Int { Int(functions.columnCount(pointer)) }

    /// The name of a column; the first has the number 0.
    public func columnName(_ index: Int) -> String? {
        functions.columnName(pointer, Int32(clamping: index)).map { String(cString: $0) }
    }

    /// A value of the present row, the first column being number 0; columns that are not there are null.
    public func column(_ index: Int) -> SQLiteValue {
        let place = Int32(clamping: index)
        guard place >= 0, place < functions.columnCount(pointer) else { return .null }
        let (integer, real, text, blob): (Int32, Int32, Int32, Int32) = (1, 2, 3, 4)
        return switch functions.columnType(pointer, place) {
        case integer: .integer(functions.columnInteger(pointer, place))
        case real: .real(functions.columnReal(pointer, place))
        case text: .text(String(decoding: bytes(functions.columnText(pointer, place), place), as: UTF8.self))
        case blob: .blob(Array(bytes(functions.columnBlob(pointer, place), place)))
        default: .null
        }
    }

    /// All values of the present row.
    public func row() -> [SQLiteValue] { (0..<columnCount).map { column($0) } }

    private func bytes(_ start: UnsafePointer<UInt8>?, _ place: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(functions.columnByteCount(pointer, place)))
    }
}
