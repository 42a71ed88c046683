import TestKit

@testable import HTTPWire

/// What a parser said about a stream, in a form that does not depend on how the stream was cut.
struct Transcript: Equatable {
    var lines: [String] = []
    var violations: [HTTPViolation] = []
    var error: HTTPWireError?
    var body: [UInt8] = []

    var rules: [HTTPRule] { violations.map(\.rule) }

    mutating func note(_ line: String) {
        if !body.isEmpty { lines.append("body \(String(decoding: body, as: UTF8.self))") }
        body = []
        lines.append(line)
    }

    /// Reads requests from pieces of a stream that ends after them.
    static func requests(_ pieces: [[UInt8]], _ options: HTTPReadingOptions = .strict) -> Transcript {
        var parser = HTTPRequestParser(options)
        var transcript = Transcript()
        transcript.run(pieces) { bytes throws(HTTPWireError) in
            let step = try parser.next(bytes)
            if case .head(let head) = step.event {
                return (
                    .head("\(head.method) \(head.target) \(head.version) \(head.framing)\n\(head.fields)"),
                    step.consumed
                )
            }
            return (step.event.withoutHead, step.consumed)
        } finish: { rest throws(HTTPWireError) in
            try parser.finish(rest)
        }
        transcript.violations = parser.takeViolations()
        return transcript
    }

    /// Reads responses to requests with the given methods.
    static func responses(
        _ pieces: [[UInt8]],
        to methods: [HTTPMethod] = [],
        _ options: HTTPReadingOptions = .strict
    ) -> Transcript {
        var parser = HTTPResponseParser(options)
        for method in methods { parser.expectResponse(to: method) }
        var transcript = Transcript()
        transcript.run(pieces) { bytes throws(HTTPWireError) in
            let step = try parser.next(bytes)
            if case .head(let head) = step.event {
                let line = "\(head.version) \(head.status.code) \(head.reason) \(head.framing)\n\(head.fields)"
                return (.head(line), step.consumed)
            }
            return (step.event.withoutHead, step.consumed)
        } finish: { rest throws(HTTPWireError) in
            try parser.finish(rest)
        }
        transcript.violations = parser.takeViolations()
        return transcript
    }

    private mutating func run(
        _ pieces: [[UInt8]],
        next: (Span<UInt8>) throws(HTTPWireError) -> (HTTPEvent<String>, Int),
        finish: (Span<UInt8>) throws(HTTPWireError) -> Bool
    ) {
        var buffer: [UInt8] = []
        do throws(HTTPWireError) {
            for piece in pieces {
                buffer += piece
                while true {
                    let (event, consumed) = try next(buffer.span)
                    if case .body(let range) = event { body += buffer[range] } else { note(event) }
                    buffer.removeFirst(consumed)
                    if case .needsMoreBytes = event { break }
                    if case .switchedProtocol = event {
                        break
                    }
                }
            }
            note(try finish(buffer.span) ? "complete" : "closed")
        } catch {
            note("error")
            self.error = error
        }
    }

    private mutating func note(_ event: HTTPEvent<String>) {
        switch event {
        case .needsMoreBytes, .body: break
        case .head(let text): note("head \(text)")
        case .chunk(let header): note("chunk \(header.size) \(String(decoding: header.extensions, as: UTF8.self))")
        case .trailers(let fields): note("trailers \(fields)")
        case .end: note("end")
        case .switchedProtocol: if lines.last != "switched" { note("switched") }
        }
    }
}

extension HTTPEvent {
    var withoutHead: HTTPEvent<String> {
        switch self {
        case .needsMoreBytes, .head: .needsMoreBytes
        case .chunk(let header): .chunk(header)
        case .body(let range): .body(range)
        case .trailers(let fields): .trailers(fields)
        case .end: .end
        case .switchedProtocol: .switchedProtocol
        }
    }
}

/// Cuts bytes at random places, sometimes into single bytes.
func randomPieces(_ bytes: [UInt8], _ random: inout SeededRandom) -> [[UInt8]] {
    let most = Bool.random(using: &random) ? 3 : 60
    var pieces: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 1...most, using: &random))
        pieces.append(Array(bytes[start..<end]))
        start = end
    }
    return pieces
}

/// Changes, adds or removes a few bytes, with a liking for those that mean something.
func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    let interesting: [UInt8] = [0, 9, 10, 13, 32, 34, 44, 48, 58, 59, 61, 92, 127, 128, 255]
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[place] = interesting.randomElement(using: &random) ?? 0
        case 1: bytes.insert(interesting.randomElement(using: &random) ?? 0, at: place)
        case 2: bytes.remove(at: place)
        default: bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
    }
    return bytes
}
