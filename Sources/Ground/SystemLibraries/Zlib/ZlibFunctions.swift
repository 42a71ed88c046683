/// The functions of zlib that this room uses, bound at first use.
///
/// `@unchecked Sendable`: the pointers never change, and zlib has no state of its own.
package final class ZlibFunctions: @unchecked Sendable {
    typealias Pass = @convention(c) (UnsafeMutableRawPointer, Int32) -> Int32
    typealias Single = @convention(c) (UnsafeMutableRawPointer) -> Int32

    let deflateInit:
        @convention(c) (
            UnsafeMutableRawPointer, _ level: Int32, _ method: Int32, _ windowBits: Int32, _ memory: Int32,
            _ strategy: Int32, _ version: UnsafePointer<CChar>, _ stateSize: Int32
        ) -> Int32
    let deflate: Pass
    let deflateReset: Single
    let deflateEnd: Single
    let inflateInit:
        @convention(c) (
            UnsafeMutableRawPointer, _ windowBits: Int32, _ version: UnsafePointer<CChar>, _ stateSize: Int32
        ) -> Int32
    let inflate: Pass
    let inflateReset: Single
    let inflateEnd: Single

    /// Binds a library; another one than zlib's usual only in tests.
    package init(_ library: SystemLibrary = .zlib) throws(SystemLibraryError) {
        let loaded = try LoadedLibrary(library)
        deflateInit = try loaded.function("deflateInit2_")
        deflate = try loaded.function("deflate")
        deflateReset = try loaded.function("deflateReset")
        deflateEnd = try loaded.function("deflateEnd")
        inflateInit = try loaded.function("inflateInit2_")
        inflate = try loaded.function("inflate")
        inflateReset = try loaded.function("inflateReset")
        inflateEnd = try loaded.function("inflateEnd")
    }

    private static let shared = Result { () throws(SystemLibraryError) in try ZlibFunctions() }

    /// The functions of the system's zlib.
    static func bound() throws(CompressionError) -> ZlibFunctions {
        do throws(SystemLibraryError) { return try shared.get() } catch { throw CompressionError(error) }
    }
}

/// zlib's `z_stream`, field by field as C lays it out where `long` and pointers have 64 bits.
///
/// zlib keeps the address, so it lives in memory of its own that never moves. A test holds the layout to 112 bytes and
/// known offsets, and zlib itself refuses another size.
struct ZlibState {
    var nextInput: UnsafeMutablePointer<UInt8>?
    var availableInput: UInt32 = 0
    var totalInput: UInt = 0
    var nextOutput: UnsafeMutablePointer<UInt8>?
    var availableOutput: UInt32 = 0
    var totalOutput: UInt = 0
    var message: UnsafePointer<CChar>?
    var state: OpaquePointer?
    var allocate: OpaquePointer?
    var free: OpaquePointer?
    var opaque: UnsafeMutableRawPointer?
    var dataType: Int32 = 0
    var adler: UInt = 0
    var reserved: UInt = 0

    /// Memory of its own that `initialise` has made ready.
    static func make(
        _ purpose: String,
        _ initialise: (UnsafeMutablePointer<ZlibState>) -> Int32
    ) throws(CompressionError) -> UnsafeMutablePointer<ZlibState> {
        let state = UnsafeMutablePointer<ZlibState>.allocate(capacity: 1)
        state.initialize(to: ZlibState())
        let result = initialise(state)
        if result == ZlibCode.ok { return state }
        state.deallocate()
        throw CompressionError(.outOfMemory, detail: "zlib could not prepare to \(purpose) (code \(result))")
    }
}

/// The numbers of `zlib.h` that this room uses.
enum ZlibCode {
    static let ok: Int32 = 0
    static let streamEnd: Int32 = 1
    static let needsDictionary: Int32 = 2
    static let dataError: Int32 = -3
    static let memoryError: Int32 = -4
    static let noProgress: Int32 = -5

    static let noFlush: Int32 = 0
    static let syncFlush: Int32 = 2
    static let finish: Int32 = 4

    static let deflated: Int32 = 8
    static let defaultStrategy: Int32 = 0
    static let runLengthStrategy: Int32 = 3

    /// Only the first digit is compared with the library's own.
    private static let version: StaticString = "1.2.11"

    static var versionPointer: UnsafePointer<CChar> {
        UnsafeRawPointer(version.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
