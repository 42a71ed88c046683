import WebSocketWire

/// A part of what travels on a connection that can be changed for itself.
enum WirePiece {
    /// A line on standard input or output, without its end.
    case line([UInt8])
    /// The head of a request or a response.
    case head(HeadLines)
    /// A whole body that has a length.
    case body([UInt8])
    /// The data of a chunk.
    case chunk([UInt8])
    /// The chunk that ends a body, with its trailers.
    case lastChunk([UInt8])
    /// A WebSocket frame.
    case frame(WebSocketFrameHeader, [UInt8])
    /// Anything else.
    case other([UInt8])

    /// The piece as it is written.
    var bytes: [UInt8] {
        switch self {
        case .line(let line): return line + [0x0A]
        case .head(let head): return head.bytes
        case .body(let bytes), .lastChunk(let bytes), .other(let bytes): return bytes
        case .chunk(let data):
            return Array(String(data.count, radix: 16).utf8) + HeadLines.lineEnd + data + HeadLines.lineEnd
        case .frame(var header, let payload):
            var output: [UInt8] = []
            if UInt64(payload.count) != header.payloadLength {
                header.payloadLength = UInt64(payload.count)
                header.lengthForm = .init(fitting: header.payloadLength)
            }
            WebSocketFrameWriter.append(header, payload.span, to: &output)
            return output
        }
    }
}

/// The lines of an HTTP head, as bytes, so that a defect can write what no serializer would.
struct HeadLines: Sendable {
    static let lineEnd: [UInt8] = [0x0D, 0x0A]
    var lines: [[UInt8]]

    /// The lines of a head, its empty line left off.
    init(_ bytes: [UInt8]) {
        lines = []
        var line: [UInt8] = []
        for byte in bytes {
            if byte != 0x0A {
                line.append(byte)
            } else {
                if line.last == 0x0D { line.removeLast() }
                if !line.isEmpty { lines.append(line) }
                line = []
            }
        }
    }

    /// The head with its empty line.
    var bytes: [UInt8] { lines.flatMap { $0 + Self.lineEnd } + Self.lineEnd }

    /// The request line or the status line.
    var start: String {
        get { lines.first.map { String(decoding: $0, as: UTF8.self) } ?? "" }
        set { if !lines.isEmpty { lines[0] = Array(newValue.utf8) } }
    }

    /// Whether this is the head of a response.
    var isResponse: Bool { start.hasPrefix("HTTP/") }

    /// The status of a response.
    var status: Int? {
        get { isResponse ? start.split(separator: " ").dropFirst().first.flatMap { Int($0) } : nil }
        set { if let newValue { start = "HTTP/1.1 \(newValue) " } }
    }

    /// The method of a request.
    var method: String? { isResponse ? nil : start.split(separator: " ").first.map(String.init) }

    /// The first value of a field; setting replaces all fields of the name, nil removes them.
    subscript(_ name: String) -> String? {
        get {
            lines.dropFirst().first { Self.isField($0, name) }
                .map { line in
                    let value = line.drop { $0 != 0x3A }.dropFirst().drop { $0 == 0x20 }
                    return String(decoding: value, as: UTF8.self)
                }
        }
        set {
            let place = lines.firstIndex { Self.isField($0, name) }
            lines = lines.enumerated().filter { $0.offset == 0 || !Self.isField($0.element, name) }.map(\.element)
            if let newValue { lines.insert(Array("\(name): \(newValue)".utf8), at: place ?? lines.count) }
        }
    }

    /// Adds a field whatever is there already.
    mutating func append(_ name: String, _ value: String) { lines.append(Array("\(name): \(value)".utf8)) }

    static func isField(_ line: [UInt8], _ name: String) -> Bool {
        guard let colon = line.firstIndex(of: 0x3A) else { return false }
        return String(decoding: line[..<colon], as: UTF8.self).lowercased() == name.lowercased()
    }
}
