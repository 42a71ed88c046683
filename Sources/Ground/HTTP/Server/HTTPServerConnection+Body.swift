import HTTPWire
import Reactor

/// How far the content of the current request was read.
struct HTTPServerBody {
    /// Whether the end was reached.
    var isComplete = true
    /// Whether the client waits to be told to go on.
    var awaitsContinue = false
    var isReading = false
    var trailers: HTTPFields?

    mutating func begin(_ head: HTTPRequestHead) {
        isComplete = head.framing == .none
        awaitsContinue = head.expectsContinue
        isReading = false
        trailers = nil
    }
}

extension HTTPServerConnection {
    /// The next bytes of a request's content, nil at its end.
    func readBody(of request: Int) async throws(HTTPError) -> [UInt8]? {
        guard request == number, !body.isReading else {
            throw HTTPError(
                .misuse,
                operation: Self.readingBody,
                detail: body.isReading ? "another task reads it already" : "its response was given already"
            )
        }
        body.isReading = true
        defer { body.isReading = false }
        while !body.isComplete {
            if let bytes = try parseBody() { return bytes }
            if body.isComplete { break }
            try await readMoreBody()
        }
        return nil
    }

    /// The whole content of a request.
    func collectBody(of request: Int, upTo limit: Int) async throws(HTTPError) -> [UInt8] {
        var collected: [UInt8] = []
        while let bytes = try await readBody(of: request) {
            guard bytes.count <= limit - collected.count else {
                throw HTTPError(
                    .limitReached,
                    operation: Self.readingBody,
                    detail: "expected at most \(limit) bytes, saw more"
                )
            }
            if collected.isEmpty { collected = bytes } else { collected += bytes }
        }
        return collected
    }

    func trailers(of request: Int) -> HTTPFields? { request == number ? body.trailers : nil }

    /// Parses on to content; nil when bytes are missing or the end is reached.
    private func parseBody() throws(HTTPError) -> [UInt8]? {
        do throws(HTTPWireError) {
            while true {
                switch try input.next() {
                case .body(let range): return input.take(range)
                case .trailers(let fields): body.trailers = fields
                case .needsMoreBytes: return nil
                case .end:
                    body.isComplete = true
                    return nil
                case .head, .chunk, .switchedProtocol: break
                }
            }
        } catch {
            throw HTTPError(error, operation: Self.readingBody)
        }
    }

    private func readMoreBody() async throws(HTTPError) {
        if body.awaitsContinue {
            body.awaitsContinue = false
            output += Self.continueLine
        }
        try await sendOutput()
        let count = try await read(until: .after(server.options.bodyIdleTimeout), Self.readingBody)
        guard count == 0 else { return }
        do throws(HTTPWireError) { _ = try input.finish() } catch {
            throw HTTPError(error, operation: Self.readingBody)
        }
        body.isComplete = true
    }

    private static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Passes over content that the handler did not read; false when that would be too much.
    func drainBody() async throws(HTTPError) -> Bool {
        // A client that waits may or may not send its content after a final response.
        if body.awaitsContinue { return false }
        var dropped = 0
        do throws(HTTPError) {
            while let bytes = try await readBody(of: number) {
                dropped += bytes.count
                if dropped > server.options.maximumDrainedBytes { return false }
            }
        } catch {
            return false
        }
        return true
    }

    /// Lets the parser hear of the end of a message without content, or one that was read to its end; true.
    func endMessage() throws(HTTPError) -> Bool {
        guard !input.parser.isBetweenMessages else { return true }
        do throws(HTTPWireError) { _ = try input.next() } catch {
            throw HTTPError(error, operation: Self.readingBody)
        }
        return true
    }
}
