import Reactor
public import Text

extension FileSystem {
    /// The whole contents of a file of at most `limit` bytes.
    ///
    /// Files that say nothing about their size, as those of `/proc` do, are read as well.
    public static func read(_ path: FilePath, limit: Int = 64 << 20) throws(StorageError) -> [UInt8] {
        let descriptor = try attempt("open", path) { (name) throws(Errno) in try FileCalls.open(name, for: .reading) }
        let size = try perform("inspect", path) { () throws(Errno) in
            try FileCalls.information(descriptor.number).size
        }
        guard size <= Int64(limit) else { throw tooLarge(path, "\(size)", limit) }
        // One byte more than expected shows the end without another call.
        var bytes = [UInt8](repeating: 0, count: min(Int(size), limit) + 1)
        var count = 0
        while true {
            if count == bytes.count {
                guard count <= limit else { throw tooLarge(path, "more", limit) }
                bytes += [UInt8](repeating: 0, count: min(max(count, 4096), limit + 1 - count))
            }
            let read = try perform("read", path) { () throws(Errno) in
                try FileCalls.read(descriptor.number, into: &bytes, count..<bytes.count)
            }
            if read == 0 { break }
            count += read
        }
        guard count <= limit else { throw tooLarge(path, "more", limit) }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// The whole contents of a file as text, which must be UTF-8.
    public static func readText(_ path: FilePath, limit: Int = 64 << 20) throws(StorageError) -> String {
        let bytes = try read(path, limit: limit)
        do throws(TextError) { return try String(strictUTF8: bytes.span) } catch {
            throw StorageError(.wrongKind, "read", path, detail: "\(error)")
        }
    }

    /// Reads the lines of a file one after the other in bounded memory, until `body` returns false.
    ///
    /// `body` gets a line with its bytes, of which there are none when it was too long and discarded.
    public static func readLines(
        _ path: FilePath,
        options: LineSplitter.Options = .init(),
        _ body: (Line, Span<UInt8>) throws(StorageError) -> Bool
    ) throws(StorageError) {
        var reader = try FileReader(path)
        var splitter = LineSplitter(options: options)
        while try reader.advance() {
            let chunk = reader.chunk
            var position = 0
            while let line = try split(path, { () throws(TextError) in try splitter.next(in: chunk, at: &position) }) {
                let goesOn = try line.withBytes(in: chunk) { (bytes) throws(StorageError) in try body(line, bytes) }
                guard goesOn else { return }
            }
        }
        guard let line = try split(path, { () throws(TextError) in try splitter.finish() }) else { return }
        _ = try line.withBytes(in: reader.chunk) { (bytes) throws(StorageError) in try body(line, bytes) }
    }

    private static func split(
        _ path: FilePath,
        _ next: () throws(TextError) -> Line?
    ) throws(StorageError) -> Line? {
        do throws(TextError) { return try next() } catch {
            throw StorageError(error.code == .limit ? .limit : .wrongKind, "read", path, detail: "\(error)")
        }
    }

    private static func tooLarge(_ path: FilePath, _ size: String, _ limit: Int) -> StorageError {
        StorageError(.limit, "read", path, detail: "expected at most \(limit) bytes, saw \(size)")
    }
}
