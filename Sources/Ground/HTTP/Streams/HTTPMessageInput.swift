import HTTPWire
import Reactor

/// Received bytes together with the parser that reads them.
struct HTTPMessageInput<Parser: HTTPMessageParser> {
    var buffer = InputBuffer()
    var parser: Parser

    init(_ parser: Parser) { self.parser = parser }

    /// What the next bytes mean; content stays in front of the buffer until it is taken, all else is consumed.
    @inline(__always)
    mutating func next() throws(HTTPWireError) -> HTTPEvent<Parser.Head> {
        let step = try Self.next(&parser, buffer)
        if case .body = step.event { return step.event }
        buffer.consume(step.consumed)
        return step.event
    }

    /// Tells the parser that no more bytes come.
    mutating func finish() throws(HTTPWireError) -> Bool { try Self.finish(&parser, buffer) }

    /// Takes content out of the front.
    mutating func take(_ range: Range<Int>) -> [UInt8] {
        let bytes = buffer.bytes(range)
        buffer.consume(range.upperBound)
        return bytes
    }

    /// Moves the buffer out; it must be put back.
    mutating func takeBuffer() -> InputBuffer {
        let taken = buffer
        buffer = InputBuffer()
        return taken
    }

    @inline(__always)
    private static func next(
        _ parser: inout Parser,
        _ buffer: borrowing InputBuffer
    ) throws(HTTPWireError) -> HTTPStep<Parser.Head> {
        try parser.next(buffer.readable)
    }

    private static func finish(
        _ parser: inout Parser,
        _ buffer: borrowing InputBuffer
    ) throws(HTTPWireError) -> Bool {
        try parser.finish(buffer.readable)
    }
}
