public import Reactor
internal import Text

/// Carries one message a line, over any two streams: this program's own, those of a child, or one socket for both.
///
/// It survives what programs print: CR LF, blank lines, a last line without an end, lines that are too long, bytes that
/// are no UTF-8. All of it is reported to the observer.
///
/// `@unchecked Sendable`: confined to the thread of the streams' loop.
public final class LineCarrier: MessageCarrier, @unchecked Sendable {
    /// The loop that the carrier belongs to.
    public let loop: EventLoop
    /// The stream that lines are read from.
    public let input: any ByteStream
    /// The stream that lines are written to.
    public let output: any ByteStream
    /// How many lines were passed over since they were no JSON, and the first of them.
    public private(set) var junk = JunkLines()
    /// Whether the peer ended its stream.
    public private(set) var hasEnded = false
    /// Whether the last line that came had no line feed.
    public private(set) var endedWithoutLineFeed = false

    private let options: CarrierOptions
    private let skipsJunk: Bool
    private let observed: ObservedConnection?
    private var buffer = InputBuffer()
    private var splitter: LineSplitter
    private var isReading = false
    private var isClosed = false
    /// Whether the end of the outgoing stream was sent, or a reset.
    private var hasFinishedSending = false

    /// A carrier over two streams of the same loop.
    ///
    /// - Parameter skipsJunk: Whether lines that do not begin as JSON objects or arrays do are reported and passed over
    ///   instead of being messages: wanted of servers that print banners, not of clients whose errors are answered.
    public init(
        input: any ByteStream,
        output: any ByteStream,
        options: CarrierOptions = CarrierOptions(),
        skipsJunk: Bool = false,
        peer: WirePeer? = nil
    ) {
        loop = input.loop
        (self.input, self.output) = (input, output)
        self.options = options
        self.skipsJunk = skipsJunk
        observed = ObservedConnection(options.observer)
        splitter = LineSplitter(
            options: LineSplitter.Options(reading: .tolerant, lengthLimit: options.maximumMessageBytes)
        )
        observed?.report(.sent, .opened(peer ?? .socket(input.peerAddress)))
    }

    /// A carrier over this program's standard streams; `loop` must be the current one.
    public static func standard(
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions()
    ) throws(CarrierError) -> LineCarrier {
        do throws(ReactorError) {
            return LineCarrier(
                input: try StandardStreams.input(on: loop),
                output: try StandardStreams.output(on: loop),
                options: options,
                peer: .standardStreams
            )
        } catch {
            throw CarrierError(error, operation: "use standard input and output")
        }
    }

    /// The connection as the observer knows it; for those who report more about it.
    var observedConnection: ObservedConnection? { observed }

    // MARK: Sending

    /// Sends a message as one line.
    public func send(_ message: [UInt8]) async throws(CarrierError) {
        let line = try OutgoingLine.line(of: message)
        guard !isClosed, !hasFinishedSending else {
            throw CarrierError(.closed, operation: "send a line", detail: "expected an open stream, saw its end")
        }
        observeSent(line, message)
        do throws(ReactorError) {
            try await output.write(line, until: .after(options.sendTimeout))
        } catch {
            if error.code != .timedOut && error.code != .cancelled {
                observed?.report(.sent, .closed(.failed(error.description)))
            }
            throw CarrierError(error, operation: "send a line")
        }
    }

    /// Queues a message as one line.
    public func post(_ message: [UInt8]) -> Bool {
        let line: [UInt8]
        do throws(CarrierError) { line = try OutgoingLine.line(of: message) } catch { return false }
        guard !isClosed, !hasFinishedSending, output.tryWrite(line) else { return false }
        observeSent(line, message)
        return true
    }

    /// Performs exact steps instead of sending messages.
    public func sendRaw(_ steps: [RawStep], until deadline: Deadline = .never) async throws(CarrierError) {
        for step in steps {
            observeSent(step)
            if step == .finish || step == .reset { hasFinishedSending = true }
            try await step.perform(on: output, until: deadline)
        }
    }

    /// Says that nothing more will be sent; receiving goes on.
    public func finishSending(until deadline: Deadline = .never) async throws(CarrierError) {
        try await sendRaw([.finish], until: deadline)
    }

    // MARK: Receiving

    /// The next message; blank lines are passed over, and a line that is too long is an error that can be survived.
    public func receive(until deadline: Deadline) async throws(CarrierError) -> [UInt8]? {
        while let line = try await receiveLine(until: deadline) {
            if line.droppedBytes > 0 {
                throw CarrierError(
                    .limitReached,
                    operation: "receive a line",
                    detail: "expected at most \(options.maximumMessageBytes) bytes, saw \(line.droppedBytes)"
                )
            }
            switch line.kind {
            case .message: return line.bytes
            case .blank: continue
            case .junk where skipsJunk: junk.add(line.bytes)
            case .junk: return line.bytes
            }
        }
        return nil
    }

    /// The next line, whatever it is; nil at the end.
    public func receiveLine(until deadline: Deadline = .never) async throws(CarrierError) -> WireLine? {
        loop.preconditionOnLoop()
        precondition(!isReading, "one task at a time may receive")
        isReading = true
        defer { isReading = false }
        while true {
            if let line = bufferedLine() { return line }
            if hasEnded { return nil }
            guard try await readMore(until: deadline) else { return lastLine() }
        }
    }

    private func readMore(until deadline: Deadline) async throws(CarrierError) -> Bool {
        do throws(ReactorError) {
            let count = try await input.read(into: &buffer, until: deadline)
            hasEnded = count == 0
            if hasEnded { observed?.report(.received, .finished) }
            observed?.report(.bytes, .received, .bytes(buffer.bytes(buffer.count - count..<buffer.count)))
            return count > 0
        } catch {
            if isClosed {
                hasEnded = true
                return false
            }
            throw CarrierError(error, operation: "receive a line")
        }
    }

    private func bufferedLine() -> WireLine? {
        guard !buffer.isEmpty else { return nil }
        var position = 0
        // A tolerant reading has no errors.
        guard let line = try? splitter.next(in: buffer.readable, at: &position) else {
            buffer.consume(position)
            return nil
        }
        let found = wireLine(line, line.bytes(in: buffer.readable))
        buffer.consume(position)
        return found
    }

    private func lastLine() -> WireLine? {
        guard let line = try? splitter.finish() else { return nil }
        endedWithoutLineFeed = true
        return wireLine(line, line.bytes(in: buffer.readable))
    }

    private func wireLine(_ line: Line, _ bytes: [UInt8]) -> WireLine {
        var dropped = 0
        if case .discarded(let count) = line.content { dropped = count }
        let found = WireLine(
            bytes,
            isTerminated: line.isTerminated,
            hasCarriageReturn: line.isTerminated && line.violations.contains { $0.code == .lineEnding },
            droppedBytes: dropped
        )
        if let observed {
            observed.report(.parts, .received, .line(found))
            for violation in line.violations {
                let rule = violation.code == .limit ? "line-limit" : "line-end"
                observed.report(.received, .violation(WireViolation(rule: rule, detail: violation.description)))
            }
            if found.kind == .message { observed.report(.messages, .received, .message(bytes)) }
        }
        return found
    }

    // MARK: Closing

    /// Sends what waits, for a moment at most, and closes both streams.
    public func close() async {
        guard !isClosed else { return }
        isClosed = true
        do throws(ReactorError) {
            try await output.finishWriting(until: .after(min(options.sendTimeout, .seconds(2))))
        } catch {
            // What nobody takes in this time is lost.
        }
        output.close()
        input.close()
        observed?.report(.sent, .closed(.here))
    }

    /// Lets go of the streams, which whoever stops the program closes.
    func closeForStop() async {
        guard !isClosed else { return }
        isClosed = true
        do throws(ReactorError) {
            try await output.finishWriting(until: .after(.milliseconds(500)))
        } catch {
            // The program reads no more, or ended.
        }
        observed?.report(.sent, .closed(.here))
    }

    // MARK: Observing

    private func observeSent(_ line: [UInt8], _ message: [UInt8]) {
        guard let observed else { return }
        observed.report(.bytes, .sent, .bytes(line))
        observed.report(.parts, .sent, .line(WireLine(Array(line.dropLast()))))
        observed.report(.messages, .sent, .message(message))
    }

    private func observeSent(_ step: RawStep) {
        switch step {
        case .bytes(let bytes), .pieces(let bytes, _): observed?.report(.bytes, .sent, .bytes(bytes))
        case .pause: break
        case .finish: observed?.report(.sent, .finished)
        case .reset: observed?.report(.sent, .closed(.resetHere))
        }
    }
}

/// Lines that were no messages: how many, and the beginnings of the first few.
public struct JunkLines: Sendable, Equatable {
    /// How many there were.
    public private(set) var count = 0
    /// The first ones, each cut to a readable length.
    public private(set) var first: [[UInt8]] = []

    mutating func add(_ line: [UInt8]) {
        count += 1
        if first.count < 8 { first.append(Array(line.prefix(200))) }
    }
}
