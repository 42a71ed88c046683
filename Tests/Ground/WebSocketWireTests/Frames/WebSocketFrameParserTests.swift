import TestKit
import Testing

@testable import WebSocketWire

@Suite struct WebSocketFrameParserTests {
    private struct Vector {
        let rule: WebSocketRule
        let role: WebSocketRole
        let bytes: [UInt8]
        let offset: UInt64
        let closeCode: WebSocketCloseCode
    }

    private static let long = [UInt8](repeating: 0x61, count: 126)

    private let vectors: [Vector] = [
        Vector(
            rule: .reservedBits,
            role: .client,
            bytes: frame(.text, reservedBits: 4),
            offset: 0,
            closeCode: .protocolError
        ),
        Vector(
            rule: .reservedBits,
            role: .client,
            bytes: frame(.ping, reservedBits: 1),
            offset: 0,
            closeCode: .protocolError
        ),
        Vector(
            rule: .reservedOpcode,
            role: .client,
            bytes: frame(WebSocketOpcode(rawValue: 3)),
            offset: 0,
            closeCode: .protocolError
        ),
        Vector(
            rule: .reservedOpcode,
            role: .client,
            bytes: frame(WebSocketOpcode(rawValue: 11)),
            offset: 0,
            closeCode: .protocolError
        ),
        Vector(
            rule: .controlFragmented,
            role: .client,
            bytes: frame(.ping, isFinal: false),
            offset: 0,
            closeCode: .protocolError
        ),
        Vector(
            rule: .controlTooLong,
            role: .client,
            bytes: frame(.ping, long),
            offset: 1,
            closeCode: .protocolError
        ),
        Vector(rule: .maskMissing, role: .server, bytes: frame(.text), offset: 1, closeCode: .protocolError),
        Vector(
            rule: .maskUnexpected,
            role: .client,
            bytes: frame(.text, mask: key),
            offset: 1,
            closeCode: .protocolError
        ),
        Vector(
            rule: .lengthNotMinimal,
            role: .client,
            bytes: frame(.text, [0x61], lengthForm: .medium),
            offset: 1,
            closeCode: .protocolError
        ),
        Vector(
            rule: .lengthNotMinimal,
            role: .client,
            bytes: frame(.text, long, lengthForm: .long),
            offset: 1,
            closeCode: .protocolError
        ),
    ]

    private func scan(
        _ bytes: [UInt8],
        _ parser: WebSocketFrameParser
    ) -> (events: [WebSocketFrameEvent], violation: WebSocketViolation?, parser: WebSocketFrameParser) {
        var parser = parser
        var found: [WebSocketFrameEvent] = []
        var place = 0
        do throws(WebSocketViolation) {
            while let event = try parser.next(bytes.span, at: &place) { found.append(event) }
        } catch {
            return (found, error, parser)
        }
        return (found, nil, parser)
    }

    @Test func `refuses each broken header when strict`() {
        for vector in vectors {
            let result = scan(vector.bytes, WebSocketFrameParser(role: vector.role))
            #expect(result.violation?.rule == vector.rule, "\(vector.rule)")
            #expect(result.violation?.offset == vector.offset, "\(vector.rule)")
            #expect(result.violation?.closeCode == vector.closeCode)
        }
    }

    @Test func `reports each broken header when tolerant, and finds the next frame`() {
        for vector in vectors {
            let next = frame(.pong, [1], mask: vector.role == .server ? key : nil)
            let parser = WebSocketFrameParser(role: vector.role, reading: .tolerant)
            let result = scan(vector.bytes + next, parser)
            #expect(result.violation == nil)
            let rules = result.events.compactMap { event -> WebSocketRule? in
                if case .violation(let violation) = event { violation.rule } else { nil }
            }
            #expect(rules == [vector.rule])
            let headers = result.events.compactMap { event -> WebSocketOpcode? in
                if case .header(let header) = event { header.opcode } else { nil }
            }
            #expect(headers.count == 2 && headers.last == .pong)
        }
    }

    @Test func `reports every rule that one header breaks`() {
        let header = WebSocketFrameHeader(
            WebSocketOpcode(rawValue: 12),
            isFinal: false,
            reservedBits: 7,
            payloadLength: 126,
            lengthForm: .long
        )
        var bytes: [UInt8] = []
        header.append(to: &bytes)
        let result = scan(bytes, WebSocketFrameParser(role: .server, reading: .tolerant))
        let rules = result.events.compactMap { event -> WebSocketRule? in
            if case .violation(let violation) = event { violation.rule } else { nil }
        }
        #expect(
            rules == [
                .reservedBits, .reservedOpcode, .controlFragmented, .maskMissing, .controlTooLong, .lengthNotMinimal,
            ]
        )
    }

    @Test func `stops at a length of 2^63 in both readings`() {
        let bytes: [UInt8] = [0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]
        let strict = scan(bytes, WebSocketFrameParser(role: .client))
        #expect(strict.violation?.rule == .lengthOutOfRange)
        let tolerant = scan(bytes, WebSocketFrameParser(role: .client, reading: .tolerant, frameLimit: .max))
        #expect(tolerant.events.count == 1)
        #expect(tolerant.parser.offset == 13)
        if case .violation(let violation)? = tolerant.events.first {
            #expect(violation.endsReading && violation.offset == 2)
        } else {
            Issue.record("expected a violation, saw \(tolerant.events)")
        }
    }

    @Test func `refuses a frame of 1 GB before any of it arrives`() {
        let bytes: [UInt8] = [0x82, 0x7F, 0, 0, 0, 0, 0x40, 0, 0, 0]
        let result = scan(bytes, WebSocketFrameParser(role: .client))
        #expect(result.violation?.rule == .frameTooLarge)
        #expect(result.violation?.closeCode == .messageTooBig)
    }

    @Test func `says where the connection ended inside a frame`() {
        let whole = frame(.binary, [1, 2, 3], mask: key)
        for cut in 0...whole.count {
            let result = scan(Array(whole.prefix(cut)), WebSocketFrameParser(role: .server))
            let truncation = result.parser.truncation()
            #expect((truncation == nil) == (cut == 0 || cut == whole.count))
            #expect(result.parser.isBetweenFrames == (truncation == nil))
            if let truncation {
                #expect(truncation.rule == .truncatedFrame && truncation.closeCode == .abnormal)
            }
        }
    }

    @Test func `gives payloads as places with the mask turned to them`() {
        let bytes = frame(.binary, [10, 20, 30, 40, 50], mask: key)
        var parser = WebSocketFrameParser(role: .server)
        var payload: [UInt8] = []
        for byte in bytes {
            var place = 0
            let piece = [byte]
            while let event = try? parser.next(piece.span, at: &place) {
                if case .payload(let range, let mask, _) = event {
                    mask.append(piece.span.extracting(range), to: &payload)
                }
            }
        }
        #expect(payload == [10, 20, 30, 40, 50])
    }
}
