import Bindings
import HTTP
import JSON
import WebSocketWire

/// Defects in what carries messages: HTTP bodies and chunks, events, WebSocket frames.
enum FramesMutants {
    static let all: [ServerMutant] = http + events + webSocket

    private static let http: [ServerMutant] = [
        ServerMutant(
            "content-length-short",
            .frames,
            "rfc9112-6.2",
            "Announces one byte less than a body has",
            on: .http,
            .sentHeads { head in
                if let length = head["Content-Length"].flatMap({ Int($0) }), length > 0 {
                    head["Content-Length"] = String(length - 1)
                }
            }
        ),
        ServerMutant(
            "two-content-lengths",
            .frames,
            "rfc9112-6.3",
            "Announces two lengths that differ",
            on: .http,
            .sentHeads { head in
                if let length = head["Content-Length"].flatMap({ Int($0) }), length > 0 {
                    head.append("Content-Length", String(length + 7))
                }
            }
        ),
        ServerMutant(
            "chunk-size-wrong",
            .frames,
            "rfc9112-7.1",
            "Announces one byte more than a chunk has",
            on: .http,
            .sentPieces {
                { piece in
                    guard case .chunk(let data) = piece else { return piece.bytes }
                    return Array(String(data.count + 1, radix: 16).utf8) + HeadLines.lineEnd + data + HeadLines.lineEnd
                }
            }
        ),
        ServerMutant(
            "last-chunk-missing",
            .frames,
            "rfc9112-8",
            "Never sends the chunk that ends a body",
            on: .http,
            .sentPieces {
                { piece in if case .lastChunk = piece { [] } else { piece.bytes } }
            }
        ),
        ServerMutant(
            "bare-newlines-in-head",
            .frames,
            "rfc9112-2.2",
            "Ends the lines of heads with LF alone",
            on: .http,
            .sentPieces {
                { piece in
                    guard case .head(let head) = piece else { return piece.bytes }
                    return head.lines.flatMap { $0 + [0x0A] } + [0x0A]
                }
            }
        ),
        ServerMutant(
            "two-objects-in-body",
            .frames,
            "http.response.json-single",
            "Answers with an array around the response",
            on: .http,
            .responses { response, _ in
                guard case .bytes(let body) = response.content, body.first == 0x7B else { return }
                response.content = .bytes([0x5B] + body + [0x5D])
            }
        ),
    ]

    private static let events: [ServerMutant] = [
        ServerMutant(
            "event-data-broken",
            .frames,
            "http.sse.framing",
            "Breaks the JSON of an event within a word",
            on: .everywhere.only(.streamableHTTP, .sse),
            .sentEvents { lines in
                lines.flatMap { line in
                    guard line.hasPrefix("data:"), line.utf8.count > 24 else { return [line] }
                    let half = line.index(line.startIndex, offsetBy: 12)
                    return [String(line[..<half]), "data: " + line[half...]]
                }
            }
        ),
        ServerMutant(
            "event-unfinished",
            .frames,
            "http.sse.exactly-one-response",
            "Leaves out the empty line that ends an event",
            on: .everywhere.only(.streamableHTTP, .sse),
            .sentPieces {
                { piece in
                    guard case .chunk(var data) = piece else { return piece.bytes }
                    while data.last == 0x0A { data.removeLast() }
                    return WirePiece.chunk(data + [0x0A]).bytes
                }
            }
        ),
        ServerMutant(
            "event-named-otherwise",
            .frames,
            "sse.message-event",
            "Names the events of messages otherwise",
            on: .everywhere.only(.streamableHTTP, .sse),
            .sentEvents { lines in
                guard lines.contains(where: { $0.hasPrefix("data: {") || $0.hasPrefix("data:{") }) else { return lines }
                return ["event: reply"] + lines.filter { !$0.hasPrefix("event:") }
            }
        ),
        ServerMutant(
            "event-ids-repeat",
            .frames,
            "http.resume.event-id-unique",
            "Gives all events the same id",
            on: .httpLegacy,
            .sentEvents { lines in
                lines.map { $0.hasPrefix("id:") && $0.utf8.count > 4 ? "id: 1" : $0 }
            }
        ),
        ServerMutant(
            "endpoint-event-missing",
            .frames,
            "sse.endpoint-event",
            "Does not say where to post",
            on: .legacy.only(.sse),
            .sentEvents { lines in lines.contains("event: endpoint") ? [": nothing"] : lines }
        ),
        ServerMutant(
            "event-ids-in-modern",
            .frames,
            "http.sse.no-event-ids",
            "Numbers events that cannot be asked for again",
            on: .httpModern,
            .sentEvents { lines in
                lines.contains { $0.hasPrefix("id:") } || !lines.contains { $0.hasPrefix("data:") }
                    ? lines : ["id: 7"] + lines
            }
        ),
    ]

    private static let webSocket: [ServerMutant] = [
        ServerMutant(
            "masked-server-frames",
            .frames,
            "rfc6455-5.1",
            "Masks its frames, as only clients do",
            on: .webSocket,
            .sentFrames { header, payload in
                header.mask = WebSocketMask(1, 2, 3, 4)
                return WirePiece.frame(header, payload).bytes
            }
        ),
        ServerMutant(
            "reserved-bits-set",
            .frames,
            "rfc6455-5.2",
            "Sets a reserved bit that no extension asked for",
            on: .webSocket,
            .sentFrames { header, payload in
                header.reservedBits |= 1
                return WirePiece.frame(header, payload).bytes
            }
        ),
        ServerMutant(
            "control-frame-fragmented",
            .frames,
            "rfc6455-5.5",
            "Sends a ping in two pieces before each message",
            on: .webSocket,
            .sentFrames { header, payload in
                let first = WebSocketFrameHeader(.ping, isFinal: false, payloadLength: 1)
                let second = WebSocketFrameHeader(.continuation, payloadLength: 1)
                let ping = WirePiece.frame(first, [0x61]).bytes + WirePiece.frame(second, [0x62]).bytes
                return (header.opcode == .text ? ping : []) + WirePiece.frame(header, payload).bytes
            }
        ),
        ServerMutant(
            "text-as-binary",
            .frames,
            "transport.custom.preserve",
            "Sends messages as binary instead of text",
            on: .webSocket,
            .sentFrames { header, payload in
                if header.opcode == .text { header.opcode = .binary }
                return WirePiece.frame(header, payload).bytes
            }
        ),
        ServerMutant(
            "continuation-without-start",
            .frames,
            "rfc6455-5.4",
            "Sends messages as continuations of nothing",
            on: .webSocket,
            .sentFrames { header, payload in
                if header.opcode == .text { header.opcode = .continuation }
                return WirePiece.frame(header, payload).bytes
            }
        ),
        ServerMutant(
            "close-code-reserved",
            .frames,
            "rfc6455-7.4.1",
            "Closes with 1005, which stands for no code",
            on: .webSocket,
            .sentFrames { header, payload in
                WirePiece.frame(header, header.opcode == .close ? [0x03, 0xED] : payload).bytes
            }
        ),
        ServerMutant(
            "pong-missing",
            .frames,
            "rfc6455-5.5.2",
            "Answers no pings of WebSocket",
            on: .webSocket,
            .sentFrames { header, payload in
                header.opcode == .pong ? [] : WirePiece.frame(header, payload).bytes
            }
        ),
        ServerMutant(
            "pong-payload-wrong",
            .frames,
            "rfc6455-5.5.3",
            "Answers pings of WebSocket with another payload",
            on: .webSocket,
            .sentFrames { header, payload in
                WirePiece.frame(header, header.opcode == .pong ? payload + [0x21] : payload).bytes
            }
        ),
    ]
}

extension Defect {
    /// Changes the heads of responses as lines.
    static func sentHeads(_ change: @escaping @Sendable (inout HeadLines) -> Void) -> Defect {
        sentPieces {
            { piece in
                guard case .head(var head) = piece else { return piece.bytes }
                change(&head)
                return head.bytes
            }
        }
    }

    /// Changes the lines of each event, which come without the empty one.
    static func sentEvents(_ change: @escaping @Sendable ([String]) -> [String]) -> Defect {
        sentPieces {
            { piece in
                guard case .chunk(let data) = piece else { return piece.bytes }
                let text = String(decoding: data, as: UTF8.self)
                let events = text.split(separator: "\n\n", omittingEmptySubsequences: true)
                let changed = events.map { event in
                    change(event.split(separator: "\n").map(String.init)).joined(separator: "\n") + "\n\n"
                }
                return WirePiece.chunk(Array(changed.joined().utf8)).bytes
            }
        }
    }

    /// Changes the frames of WebSocket that the server sends.
    static func sentFrames(_ change: @escaping @Sendable (inout WebSocketFrameHeader, [UInt8]) -> [UInt8]) -> Defect {
        sentPieces {
            { piece in
                guard case .frame(var header, let payload) = piece else { return piece.bytes }
                return change(&header, payload)
            }
        }
    }
}
