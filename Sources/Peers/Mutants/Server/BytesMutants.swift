import Bindings
import JSON

/// Defects in bytes and lines.
enum BytesMutants {
    static let all: [ServerMutant] = [
        ServerMutant(
            "crlf-line-ends",
            .bytes,
            "stdio.framing.delimiter",
            "Ends lines with CR LF",
            on: .stdio,
            .sentLines { $0 + [0x0D, 0x0A] }
        ),
        ServerMutant(
            "byte-order-mark",
            .bytes,
            "rfc8259-8.1",
            "Begins each reply with a byte order mark",
            on: .everywhere,
            .rawReplies { bytes, _ in [0xEF, 0xBB, 0xBF] + bytes }
        ),
        ServerMutant(
            "invalid-utf8",
            .bytes,
            "transport.utf8",
            "Writes the letter e as a byte that is no UTF-8",
            on: .everywhere.only(.stdio, .streamableHTTP, .webSocket),
            .rawReplies { bytes, step in
                step.method?.hasSuffix("/call") == true ? replaceText(bytes) : bytes
            }
        ),
        ServerMutant(
            "newline-in-message",
            .bytes,
            "stdio.frame.no-embedded-newline",
            "Breaks messages over several lines",
            on: .stdio,
            .sentLines { line in
                ((try? JSON(parsing: line))?.prettyPrinted() ?? line) + [0x0A]
            }
        ),
        ServerMutant(
            "banner-on-stdout",
            .bytes,
            "stdio.stdout.only-messages",
            "Greets on standard output before it answers",
            on: .stdio,
            .sentPieces {
                var isFirst = true
                return { piece in
                    guard case .line = piece, isFirst else { return piece.bytes }
                    isFirst = false
                    return Array("Server ready, listening on stdio\n".utf8) + piece.bytes
                }
            }
        ),
        ServerMutant(
            "log-lines-on-stdout",
            .bytes,
            "stdio.stdout.only-mcp",
            "Logs on standard output after every message",
            on: .stdio,
            .sentLines { $0 + Array("\nINFO: sent \($0.count) bytes\n".utf8) }
        ),
        ServerMutant(
            "two-messages-on-a-line",
            .bytes,
            "stdio.frame.one-per-line",
            "Puts a second message on the line of the first",
            on: .stdio,
            .sentLines { $0 + Array(#"{"jsonrpc":"2.0","method":"notifications/extra"}"#.utf8) + [0x0A] }
        ),
        ServerMutant(
            "newline-before-message",
            .bytes,
            "transport.deliver-all",
            "Ends each line only when the next one comes",
            on: .stdio,
            .sentLines { [0x0A] + $0 }
        ),
        ServerMutant(
            "large-message-cut",
            .bytes,
            "stdio.frame.large-message",
            "Cuts replies after 8 KiB",
            on: .everywhere,
            .rawReplies { bytes, _ in Array(bytes.prefix(8192)) }
        ),
        ServerMutant(
            "emoji-replaced",
            .bytes,
            "schema.utf8-roundtrip",
            "Replaces characters beyond 16 bits by ?",
            on: .everywhere,
            .results { result, _ in
                result.changeStrings {
                    String(String.UnicodeScalarView($0.unicodeScalars.map { $0.value > 0xFFFF ? "?" : $0 }))
                }
            }
        ),
        ServerMutant(
            "split-read-lost",
            .bytes,
            "stdio.frame.partial-writes",
            "Takes what one read brings for a whole message",
            on: .stdio,
            .stream {
                StreamAlteration(incoming: { $0.last == 0x0A ? $0 : $0 + [0x0A] })
            }
        ),
        ServerMutant(
            "pipelined-lines-lost",
            .bytes,
            "stdio.frame.pipelined",
            "Looks only at the first line of each read",
            on: .stdio,
            .stream {
                StreamAlteration(incoming: { bytes in
                    bytes.firstIndex(of: 0x0A).map { Array(bytes[...$0]) } ?? bytes
                })
            }
        ),
        ServerMutant(
            "deaf-after-bad-bytes",
            .bytes,
            "transport.utf8.invalid-input",
            "Hears nothing any more after invalid UTF-8",
            on: .stdio,
            .stream {
                var isDeaf = false
                return StreamAlteration(incoming: { bytes in
                    if isDeaf { return [] }
                    isDeaf = bytes.contains(0xFF)
                    return bytes
                })
            }
        ),
        ServerMutant(
            "duplicate-members",
            .bytes,
            "schema.json.duplicate-keys",
            "Writes the id of each reply twice",
            on: .everywhere,
            .rawReplies { bytes, step in
                guard let id = step.id, bytes.last == 0x7D else { return bytes }
                return bytes.dropLast() + Array(#","id":"#.utf8) + id.encoded() + [0x7D]
            }
        ),
    ]

    /// The first `e` within the first text after `"text":"`.
    private static func replaceText(_ bytes: [UInt8]) -> [UInt8] {
        guard let start = bytes.firstRange(of: Array(#""text":""#.utf8))?.upperBound,
            let place = bytes[start...].firstIndex(of: 0x65)
        else { return bytes }
        var bytes = bytes
        bytes[place] = 0xE9
        return bytes
    }
}

extension Defect {
    /// Changes lines that are sent; what is returned is written as it is, line end included.
    fileprivate static func sentLines(_ change: @escaping @Sendable ([UInt8]) -> [UInt8]) -> Defect {
        stream { .lines(change) }
    }
}
