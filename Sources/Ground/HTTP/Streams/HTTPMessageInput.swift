import HTTPWire
import Reactor

/// Received bytes together with the parser that reads them.
protocol HTTPMessageInput {
    associatedtype Head: Sendable
    var buffer: InputBuffer { get set }

    /// What the next bytes mean; content stays in front of the buffer until it is taken, all else is consumed.
    mutating func next() throws(HTTPWireError) -> HTTPEvent<Head>

    /// Tells the parser that no more bytes come.
    mutating func finish() throws(HTTPWireError) -> Bool
}

extension HTTPMessageInput {
    /// Moves the buffer out; it must be put back.
    mutating func takeBuffer() -> InputBuffer {
        let taken = buffer
        buffer = InputBuffer()
        return taken
    }

    /// Takes content out of the front.
    mutating func take(_ range: Range<Int>) -> [UInt8] {
        let bytes = buffer.bytes(range)
        buffer.consume(range.upperBound)
        return bytes
    }
}

/// The requests that come in on a connection.
struct HTTPRequestInput: HTTPMessageInput {
    var buffer = InputBuffer()
    private var parser: HTTPRequestParser

    init(_ options: HTTPReadingOptions) { parser = HTTPRequestParser(options) }

    var isBetweenMessages: Bool { parser.isBetweenMessages }

    @inline(__always)
    mutating func next() throws(HTTPWireError) -> HTTPEvent<HTTPRequestHead> {
        let step = try Self.next(&parser, buffer)
        if case .body = step.event { return step.event }
        buffer.consume(step.consumed)
        return step.event
    }

    mutating func finish() throws(HTTPWireError) -> Bool { try Self.finish(&parser, buffer) }

    @inline(__always)
    private static func next(
        _ parser: inout HTTPRequestParser,
        _ buffer: borrowing InputBuffer
    ) throws(HTTPWireError) -> HTTPStep<HTTPRequestHead> {
        try parser.next(buffer.readable)
    }

    private static func finish(
        _ parser: inout HTTPRequestParser,
        _ buffer: borrowing InputBuffer
    ) throws(HTTPWireError) -> Bool {
        try parser.finish(buffer.readable)
    }
}

/// The responses that come in on a connection.
struct HTTPResponseInput: HTTPMessageInput {
    var buffer = InputBuffer()
    private var parser: HTTPResponseParser

    init(_ options: HTTPReadingOptions) { parser = HTTPResponseParser(options) }

    var isBetweenMessages: Bool { parser.isBetweenMessages }

    mutating func expectResponse(to method: HTTPMethod) { parser.expectResponse(to: method) }

    mutating func takeViolations() -> [HTTPViolation] { parser.takeViolations() }

    mutating func next() throws(HTTPWireError) -> HTTPEvent<HTTPResponseHead> {
        let step = try Self.next(&parser, buffer)
        if case .body = step.event { return step.event }
        buffer.consume(step.consumed)
        return step.event
    }

    mutating func finish() throws(HTTPWireError) -> Bool { try Self.finish(&parser, buffer) }

    @inline(__always)
    private static func next(
        _ parser: inout HTTPResponseParser,
        _ buffer: borrowing InputBuffer
    ) throws(HTTPWireError) -> HTTPStep<HTTPResponseHead> {
        try parser.next(buffer.readable)
    }

    private static func finish(
        _ parser: inout HTTPResponseParser,
        _ buffer: borrowing InputBuffer
    ) throws(HTTPWireError) -> Bool {
        try parser.finish(buffer.readable)
    }
}
