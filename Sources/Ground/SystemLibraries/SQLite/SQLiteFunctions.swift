/// The functions of SQLite that this room uses, bound at first use.
///
/// `@unchecked Sendable`: the pointers never change.
package final class SQLiteFunctions: @unchecked Sendable {
    typealias Object = OpaquePointer?
    typealias ObjectPlace = UnsafeMutablePointer<OpaquePointer?>?
    typealias CString = UnsafePointer<CChar>?
    typealias CStringPlace = UnsafeMutablePointer<UnsafePointer<CChar>?>?

    let open: @convention(c) (CString, ObjectPlace, Int32, CString) -> Int32
    let close: @convention(c) (Object) -> Int32
    let extendedResultCodes: @convention(c) (Object, Int32) -> Int32
    let busyTimeout: @convention(c) (Object, Int32) -> Int32
    let message: @convention(c) (Object) -> CString
    let changes: @convention(c) (Object) -> Int32
    let lastInsertedRow: @convention(c) (Object) -> Int64
    let prepare: @convention(c) (Object, CString, Int32, ObjectPlace, CStringPlace) -> Int32
    let finalize: @convention(c) (Object) -> Int32
    let reset: @convention(c) (Object) -> Int32
    let clearBindings: @convention(c) (Object) -> Int32
    let parameterCount: @convention(c) (Object) -> Int32
    let parameterIndex: @convention(c) (Object, CString) -> Int32
    let bindNull: @convention(c) (Object, Int32) -> Int32
    let bindInteger: @convention(c) (Object, Int32, Int64) -> Int32
    let bindReal: @convention(c) (Object, Int32, Double) -> Int32
    /// The last parameter is a destructor, or a number in its place.
    let bindText: @convention(c) (Object, Int32, UnsafePointer<UInt8>?, Int32, Int) -> Int32
    let bindBlob: @convention(c) (Object, Int32, UnsafePointer<UInt8>?, Int32, Int) -> Int32
    let step: @convention(c) (Object) -> Int32
    let columnCount: @convention(c) (Object) -> Int32
    let columnName: @convention(c) (Object, Int32) -> CString
    let columnType: @convention(c) (Object, Int32) -> Int32
    let columnInteger: @convention(c) (Object, Int32) -> Int64
    let columnReal: @convention(c) (Object, Int32) -> Double
    let columnText: @convention(c) (Object, Int32) -> UnsafePointer<UInt8>?
    let columnBlob: @convention(c) (Object, Int32) -> UnsafePointer<UInt8>?
    let columnByteCount: @convention(c) (Object, Int32) -> Int32

    /// Binds a library; another one than SQLite's usual only in tests.
    package init(_ library: SystemLibrary = .sqlite) throws(SystemLibraryError) {
        let loaded = try LoadedLibrary(library)
        open = try loaded.function("sqlite3_open_v2")
        close = try loaded.function("sqlite3_close_v2")
        extendedResultCodes = try loaded.function("sqlite3_extended_result_codes")
        busyTimeout = try loaded.function("sqlite3_busy_timeout")
        message = try loaded.function("sqlite3_errmsg")
        changes = try loaded.function("sqlite3_changes")
        lastInsertedRow = try loaded.function("sqlite3_last_insert_rowid")
        prepare = try loaded.function("sqlite3_prepare_v2")
        finalize = try loaded.function("sqlite3_finalize")
        reset = try loaded.function("sqlite3_reset")
        clearBindings = try loaded.function("sqlite3_clear_bindings")
        parameterCount = try loaded.function("sqlite3_bind_parameter_count")
        parameterIndex = try loaded.function("sqlite3_bind_parameter_index")
        bindNull = try loaded.function("sqlite3_bind_null")
        bindInteger = try loaded.function("sqlite3_bind_int64")
        bindReal = try loaded.function("sqlite3_bind_double")
        bindText = try loaded.function("sqlite3_bind_text")
        bindBlob = try loaded.function("sqlite3_bind_blob")
        step = try loaded.function("sqlite3_step")
        columnCount = try loaded.function("sqlite3_column_count")
        columnName = try loaded.function("sqlite3_column_name")
        columnType = try loaded.function("sqlite3_column_type")
        columnInteger = try loaded.function("sqlite3_column_int64")
        columnReal = try loaded.function("sqlite3_column_double")
        columnText = try loaded.function("sqlite3_column_text")
        columnBlob = try loaded.function("sqlite3_column_blob")
        columnByteCount = try loaded.function("sqlite3_column_bytes")
    }

    private static let shared = Result { () throws(SystemLibraryError) in try SQLiteFunctions() }

    /// The functions of the system's SQLite.
    static func bound() throws(SQLiteError) -> SQLiteFunctions {
        do throws(SystemLibraryError) { return try shared.get() } catch {
            throw SQLiteError(.libraryMissing, detail: error.description)
        }
    }
}

/// The numbers of `sqlite3.h` that this room uses.
enum SQLiteCode {
    static let ok: Int32 = 0
    static let busy: Int32 = 5
    static let constraint: Int32 = 19
    static let row: Int32 = 100
    static let done: Int32 = 101

    static let readOnly: Int32 = 0x1
    static let readWrite: Int32 = 0x2
    static let create: Int32 = 0x4
    /// SQLite locks each call, so that a database may change threads.
    static let fullMutex: Int32 = 0x10000

    /// In the destructor's place: SQLite makes a copy.
    static let copies = -1
}
