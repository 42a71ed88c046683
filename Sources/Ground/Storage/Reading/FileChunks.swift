public import Reactor

/// A file's contents piece by piece, each read on a helper thread, so that it can be awaited on an event loop.
public struct FileChunks: AsyncSequence, Sendable {
    /// One piece.
    public typealias Element = [UInt8]
    /// Why the reading failed.
    public typealias Failure = StorageError

    private let path: FilePath
    private let chunkSize: Int
    private let pool: BlockingPool

    /// Reads `path`; it is opened when the first piece is asked for.
    public init(_ path: FilePath, chunkSize: Int = 256 << 10, pool: BlockingPool = .shared) {
        self.path = path
        self.chunkSize = chunkSize
        self.pool = pool
    }

    /// Begins at the start of the file.
    public func makeAsyncIterator() -> Iterator {
        Iterator(source: Source(path: path, chunkSize: chunkSize), pool: pool)
    }

    /// Reads on.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let source: Source
        fileprivate let pool: BlockingPool

        /// The next piece; nil at the end.
        public mutating func next() async throws(StorageError) -> [UInt8]? {
            let source = source
            return try await pool.run { () throws(StorageError) in try source.next() }
        }

        /// The next piece; nil at the end.
        public mutating func next(
            isolation: isolated (any Actor)?
        ) async throws(StorageError) -> [UInt8]? {
            try await next()
        }
    }

    fileprivate final class Source: Sendable {
        private let path: FilePath
        private let chunkSize: Int
        private let reader = Locked<FileReader?>(nil)

        init(path: FilePath, chunkSize: Int) {
            self.path = path
            self.chunkSize = chunkSize
        }

        func next() throws(StorageError) -> [UInt8]? {
            try reader.withLock { (reader) throws(StorageError) in
                if reader == nil { reader = try FileReader(path, chunkSize: chunkSize) }
                guard try reader?.advance() == true else { return nil }
                return reader?.copiedChunk()
            }
        }
    }
}

extension FileReader {
    fileprivate func copiedChunk() -> [UInt8] { chunk.withUnsafeBytes { Array($0) } }
}
