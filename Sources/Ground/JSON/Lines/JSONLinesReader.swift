import Text

/// Reads JSON Lines that arrive in pieces: one document a line.
///
/// Ask ``next(in:at:)`` until it returns nil for each piece, then ``finish()`` at the end. A line that holds no
/// document does not end the reading: it is handed out with its error.
public struct JSONLinesReader: Sendable {
    /// How each line is read.
    public let options: JSONReadingOptions
    private var splitter: LineSplitter

    /// Begins at the start of a stream; a line may have as many bytes as a document.
    ///
    /// CR LF and a last line without LF are accepted. Empty lines are skipped in a tolerant reading.
    public init(options: JSONReadingOptions = JSONReadingOptions()) {
        self.options = options
        splitter = LineSplitter(
            options: LineSplitter.Options(
                reading: .tolerant,
                lengthLimit: options.maximumBytes,
                acceptsCarriageReturn: true,
                acceptsUnterminatedEnd: true
            )
        )
    }

    /// The next line that ends in `piece` at or after `position`, which moves behind it; nil when the piece is used up.
    public mutating func next(in piece: Span<UInt8>, at position: inout Int) -> JSONLine? {
        while let line = line(in: piece, at: &position) {
            if let document = read(line, in: piece) { return document }
        }
        return nil
    }

    /// The last line, when the stream ended without LF.
    public mutating func finish() -> JSONLine? {
        let nothing: [UInt8] = []
        guard let line = (try? splitter.finish()) ?? nil else { return nil }
        return read(line, in: nothing.span)
    }

    /// The splitter reads tolerantly and therefore never throws.
    private mutating func line(in piece: Span<UInt8>, at position: inout Int) -> Line? {
        (try? splitter.next(in: piece, at: &position)) ?? nil
    }

    private func read(_ line: Line, in piece: Span<UInt8>) -> JSONLine? {
        if case .discarded(let count) = line.content {
            return JSONLine(line, .failure(tooLong(count)))
        }
        let bytes = line.bytes(in: piece)
        if options.reading == .tolerant, bytes.allSatisfy({ $0 == JSONByte.space || $0 == JSONByte.tab }) { return nil }
        do throws(JSONError) {
            return JSONLine(line, .success(try JSONDocument(parsing: bytes, options: options)))
        } catch {
            return JSONLine(line, .failure(error))
        }
    }

    private func tooLong(_ count: Int) -> JSONError {
        JSONError(
            .byteLimit,
            offset: options.maximumBytes,
            line: 1,
            column: options.maximumBytes + 1,
            expected: "at most \(options.maximumBytes) bytes",
            seen: "\(count) bytes"
        )
    }
}

/// One line of JSON Lines.
public struct JSONLine: Sendable {
    /// Which line it is, counted from one.
    public let number: Int
    /// Where it begins, counted in bytes from the start of the stream; places in errors are counted from here.
    public let offset: Int
    /// What it holds.
    public let result: Result<JSONDocument, JSONError>

    fileprivate init(_ line: Line, _ result: Result<JSONDocument, JSONError>) {
        number = line.number
        offset = line.offset
        self.result = result
    }

    /// The document, if there is one.
    public var document: JSONDocument? { try? result.get() }

    /// Why there is none.
    public var error: JSONError? { if case .failure(let error) = result { error } else { nil } }
}
