import Reactor

/// Reads a file from beginning to end in pieces of bounded size.
public struct FileReader: ~Copyable, Sendable {
    /// The file that is read.
    public let path: FilePath
    /// How many bytes were read so far.
    public private(set) var offset: Int64 = 0
    private let descriptor: Descriptor
    private var buffer: [UInt8]
    private var count = 0

    /// Opens a file; `chunkSize` bytes are the most that is in memory.
    public init(_ path: FilePath, chunkSize: Int = 256 << 10) throws(StorageError) {
        self.path = path
        descriptor = try FileSystem.attempt("open", path) { (name) throws(Errno) in
            try FileCalls.open(name, for: .reading)
        }
        buffer = [UInt8](repeating: 0, count: max(1, chunkSize))
    }

    /// The piece that the last ``advance()`` read.
    public var chunk: Span<UInt8> {
        @_lifetime(borrow self)
        get { buffer.span.extracting(0..<count) }
    }

    /// Reads the next piece; false at the end of the file.
    public mutating func advance() throws(StorageError) -> Bool {
        let number = descriptor.number
        count = try FileSystem.perform("read", path) { () throws(Errno) in
            try FileCalls.read(number, into: &buffer, 0..<buffer.count)
        }
        offset += Int64(count)
        return count > 0
    }
}
