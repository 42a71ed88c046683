import Bindings
import Carriers
import HTTPWire
import JSON
import WebSocketWire

/// Defects of a client in bytes, frames and header fields.
enum ClientWireMutants {
    static let all: [ClientMutant] = bytes + frames + headers

    private static let bytes: [ClientMutant] = [
        ClientMutant(
            "crlf-line-ends",
            .bytes,
            "stdio.framing.delimiter",
            "Ends lines with CR LF",
            on: .stdio,
            .sentLines { $0 + [0x0D, 0x0A] }
        ),
        ClientMutant(
            "newline-in-message",
            .bytes,
            "stdio.frame.no-embedded-newline",
            "Breaks messages over several lines",
            on: .stdio,
            .sentLines { line in ((try? JSON(parsing: line))?.prettyPrinted() ?? line) + [0x0A] }
        ),
        ClientMutant(
            "blank-lines-on-stdin",
            .bytes,
            "stdio.stdin.only-messages",
            "Sends an empty line before each message",
            on: .stdio,
            .sentLines { [0x0A] + $0 + [0x0A] }
        ),
        ClientMutant(
            "byte-order-mark",
            .bytes,
            "rfc8259-8.1",
            "Begins its messages with a byte order mark",
            on: .everywhere,
            .stream {
                WireMessages.sent { [[0xEF, 0xBB, 0xBF] + $0.encoded()] }
            }
        ),
        ClientMutant(
            "invalid-utf8",
            .bytes,
            "transport.utf8",
            "Writes the letter e in names of tools as no UTF-8",
            on: .everywhere,
            .stream {
                WireMessages.sent { message in
                    let bytes = message.encoded()
                    guard message["method"]?.string == "tools/call",
                        let start = bytes.firstRange(of: Array(#""name":""#.utf8))?.upperBound,
                        let place = bytes[start...].firstIndex(of: 0x65)
                    else { return [bytes] }
                    return [bytes[..<place] + [0xE9] + bytes[(place + 1)...]]
                }
            }
        ),
    ]

    private static let frames: [ClientMutant] = [
        ClientMutant(
            "unmasked-client-frames",
            .frames,
            "rfc6455-5.1",
            "Sends frames without a mask",
            on: .webSocket,
            .sentFrames { header in header.mask = nil }
        ),
        ClientMutant(
            "text-as-binary",
            .frames,
            "transport.custom.preserve",
            "Sends messages as binary instead of text",
            on: .webSocket,
            .sentFrames { header in if header.opcode == .text { header.opcode = .binary } }
        ),
        ClientMutant(
            "reserved-bits-set",
            .frames,
            "rfc6455-5.2",
            "Sets a reserved bit that no extension asked for",
            on: .webSocket,
            .sentFrames { header in header.reservedBits |= 1 }
        ),
        ClientMutant(
            "batch-in-body",
            .frames,
            "http.post.single-message",
            "Puts each message into an array",
            on: .http,
            .requests { request, _ in
                if let content = request.content, !content.isEmpty { request.content = [0x5B] + content + [0x5D] }
            }
        ),
        ClientMutant(
            "content-length-long",
            .frames,
            "rfc9112-6.2",
            "Announces one byte more than a body has",
            on: .http,
            .sentPieces {
                { piece in
                    guard case .head(var head) = piece, let length = head["Content-Length"].flatMap({ Int($0) }),
                        length > 0
                    else { return piece.bytes }
                    head["Content-Length"] = String(length + 1)
                    return head.bytes
                }
            }
        ),
    ]

    private static let headers: [ClientMutant] = [
        header("accept-json-only", "http.post.accept-both", "Accepts JSON only", .http) {
            if $1 != nil { $0.set("Accept", "application/json") }
        },
        header("content-type-missing", "http.post.content-type", "Does not say that its bodies are JSON", .http) {
            if $1 != nil { $0.remove("Content-Type") }
        },
        header("session-id-dropped", "session.id.included", "Forgets the id of its session", .httpLegacy) {
            if $1 != nil { $0.remove("Mcp-Session-Id") }
        },
        header(
            "version-header-missing",
            "http.version.header-present",
            "Does not say the revision of its session",
            .httpLegacy
        ) {
            if $1 != nil { $0.remove("MCP-Protocol-Version") }
        },
        header(
            "session-id-in-modern",
            "http.session.client-none",
            "Sends a session id where there are no sessions",
            .httpModern
        ) {
            if $1 != nil { $0.set("Mcp-Session-Id", "session-1") }
        },
        header(
            "mirror-version-missing",
            "http.header.version.present",
            "Does not repeat the revision in a field",
            .httpModern
        ) {
            if $1 != nil { $0.remove("MCP-Protocol-Version") }
        },
        header(
            "mirror-version-other",
            "http.header.version.equals-body",
            "Repeats another revision in a field",
            .httpModern
        ) {
            if $1 != nil { $0.set("MCP-Protocol-Version", "2025-11-25") }
        },
        header(
            "mirror-method-missing",
            "http.header.method.present",
            "Does not repeat the method in a field",
            .httpModern
        ) {
            if $1 != nil { $0.remove("Mcp-Method") }
        },
        header(
            "mirror-method-upper-case",
            "http.header.method.equals-body",
            "Repeats the method in capitals",
            .httpModern
        ) {
            if let method = $1?.method { $0.set("Mcp-Method", method.uppercased()) }
        },
        header("mirror-name-missing", "http.header.name.present-tools", "Does not repeat names in a field", .httpModern)
        {
            if $1 != nil { $0.remove("Mcp-Name") }
        },
        header(
            "mirror-name-not-encoded",
            "http.header.name.base64-client",
            "Repeats names that are not ASCII as they are",
            .httpModern
        ) {
            if let name = $1?.name, $0.contains("Mcp-Name") { $0.set("Mcp-Name", name) }
        },
    ]

    private static func header(
        _ name: String,
        _ requirement: String,
        _ summary: String,
        _ scope: MutantScope,
        _ change: @escaping @Sendable (inout HTTPFields, OutgoingMessage?) -> Void
    ) -> ClientMutant {
        ClientMutant(name, .headers, requirement, summary, on: scope, .requests { change(&$0.fields, $1) })
    }
}

extension ClientDefect {
    /// Changes lines that are sent; what is returned is written as it is, line end included.
    fileprivate static func sentLines(_ change: @escaping @Sendable ([UInt8]) -> [UInt8]) -> ClientDefect {
        stream { .lines(change) }
    }

    /// Changes the headers of frames that the client sends.
    fileprivate static func sentFrames(_ change: @escaping @Sendable (inout WebSocketFrameHeader) -> Void)
        -> ClientDefect
    {
        sentPieces {
            { piece in
                guard case .frame(var header, let payload) = piece else { return piece.bytes }
                change(&header)
                return WirePiece.frame(header, payload).bytes
            }
        }
    }
}
