import TestKit
import Testing

@testable import WebSocketWire

@Suite struct WebSocketMessageReaderTests {
    private let hello = Array("Hello".utf8)

    private func message(_ kind: WebSocketMessageKind, _ bytes: [UInt8], fragments: Int = 1) -> WebSocketEvent {
        var message = WebSocketMessage(kind, bytes)
        message.fragments = fragments
        return .message(message)
    }

    private func rules(_ events: [WebSocketEvent]) -> [WebSocketRule] {
        events.compactMap { event in if case .violation(let violation) = event { violation.rule } else { nil } }
    }

    @Test func `puts fragments together and lets control frames between them`() {
        let bytes =
            frame(.text, Array("Hé".utf8.prefix(2)), isFinal: false) + frame(.ping, [1])
            + frame(.continuation, [], isFinal: false)
            + frame(.pong, [2]) + frame(.continuation, Array("Hé".utf8.suffix(1))) + frame(.binary, [0xFF])
        let result = events(of: bytes, reader: clientReader())
        #expect(
            result.events == [
                .ping([1]), .pong([2]), message(.text, Array("Hé".utf8), fragments: 3), message(.binary, [0xFF]),
            ]
        )
        #expect(result.violation == nil && result.reader.isIdle)
    }

    @Test func `fails at the first bad byte of a text, in the middle of a frame`() throws {
        let text: [UInt8] = Array("κόσμε".utf8) + [0xF4, 0x90, 0x80, 0x80] + Array("edited".utf8)
        let whole = frame(.text, text, mask: key)
        let bad = 6 + 10 + 1 + 1
        var reader = serverReader()
        var place = 0
        let before = Array(whole.prefix(bad - 1))
        #expect(try reader.next(before.span, at: &place) == nil)
        place = 0
        let next = [whole[bad - 1]]
        var thrown: WebSocketViolation?
        do throws(WebSocketViolation) { _ = try reader.next(next.span, at: &place) } catch { thrown = error }
        #expect(thrown?.rule == .textNotUTF8 && thrown?.closeCode == .invalidPayload)
        #expect(thrown?.offset == UInt64(bad - 1))
    }

    @Test func `checks text across fragments and at the end`() {
        let split = frame(.text, [0xE2, 0x82], isFinal: false) + frame(.continuation, [0x28])
        #expect(events(of: split, reader: clientReader()).violation?.rule == .textNotUTF8)
        let open = frame(.text, [0xE2, 0x82])
        #expect(events(of: open, reader: clientReader()).violation?.rule == .textNotUTF8)
        let tolerant = events(of: open + frame(.text, hello), reader: clientReader(.tolerant))
        #expect(rules(tolerant.events) == [.textNotUTF8])
        #expect(tolerant.events.suffix(2) == [message(.text, [0xE2, 0x82]), message(.text, hello)])
    }

    @Test func `refuses frames out of order`() {
        let vectors: [(WebSocketRule, [UInt8], UInt64)] = [
            (.continuationWithoutMessage, frame(.continuation, [1]), 0),
            (.messageInterrupted, frame(.text, [0x61], isFinal: false) + frame(.binary, [2]), 3),
            (.closePayloadTooShort, frame(.close, [3]), 2),
            (.closeCodeInvalid, frame(.close, closePayload(1005)), 2),
            (.closeCodeInvalid, frame(.close, closePayload(999)), 2),
            (.closeCodeInvalid, frame(.close, closePayload(2999)), 2),
            (.closeCodeInvalid, frame(.close, closePayload(5000)), 2),
            (.closeReasonNotUTF8, frame(.close, closePayload(1000) + [0x61, 0xFF]), 5),
            (.closeReasonNotUTF8, frame(.close, closePayload(1000) + [0xE2]), 5),
        ]
        for (rule, bytes, offset) in vectors {
            let strict = events(of: bytes, reader: clientReader())
            #expect(strict.violation?.rule == rule)
            #expect(strict.violation?.offset == offset, "\(rule)")
            let tolerant = events(of: bytes + frame(.pong), reader: clientReader(.tolerant))
            #expect(tolerant.violation == nil)
            #expect(rules(tolerant.events).first == rule)
        }
    }

    @Test func `reads a close frame with and without code and reason`() {
        for code: UInt16 in [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999] {
            let result = events(of: frame(.close, closePayload(code, "bye")), reader: clientReader())
            #expect(
                result.events == [.close(WebSocketClosePayload(WebSocketCloseCode(rawValue: code), reason: "bye"))]
            )
        }
        #expect(events(of: frame(.close), reader: clientReader()).events == [.close(WebSocketClosePayload(nil))])
    }

    @Test func `ignores what follows a close frame when strict and reports it when tolerant`() {
        let bytes = frame(.text, hello, isFinal: false) + frame(.close) + frame(.continuation, hello) + frame(.ping)
        let strict = events(of: bytes, reader: clientReader())
        #expect(strict.events == [.close(WebSocketClosePayload(nil))] && strict.violation == nil)
        let tolerant = events(of: bytes, reader: clientReader(.tolerant))
        #expect(rules(tolerant.events) == [.frameAfterClose, .frameAfterClose])
    }

    @Test func `names frame headers when asked`() {
        let bytes = frame(.text, hello) + frame(.continuation, [9])
        let result = events(of: bytes, reader: clientReader(.tolerant, reportsFrames: true))
        #expect(
            result.events.prefix(3) == [
                .frame(WebSocketFrameHeader(.text, payloadLength: 5)), message(.text, hello),
                .frame(WebSocketFrameHeader(.continuation, payloadLength: 1)),
            ]
        )
        #expect(rules(result.events) == [.continuationWithoutMessage])
    }

    @Test func `keeps messages, frames and fragments within bounds`() {
        let limits = WebSocketLimits(frame: 100, message: 10, fragments: 3)
        let large = frame(.binary, [UInt8](repeating: 1, count: 11))
        let grown =
            frame(.binary, [1, 2, 3, 4, 5, 6], isFinal: false) + frame(.continuation, [1, 2, 3, 4, 5])
        let many = frame(.binary, isFinal: false) + (0..<3).flatMap { _ in frame(.continuation, isFinal: false) }
        let vectors: [(WebSocketRule, [UInt8])] = [
            (.messageTooLarge, large), (.messageTooLarge, grown), (.tooManyFragments, many),
            (.frameTooLarge, frame(.binary, [UInt8](repeating: 1, count: 101))),
        ]
        for (rule, bytes) in vectors {
            let strict = events(of: bytes, reader: clientReader(limits: limits))
            #expect(strict.violation?.rule == rule && strict.violation?.closeCode == .messageTooBig)
            let tolerant = events(of: bytes + frame(.ping), reader: clientReader(.tolerant, limits: limits))
            #expect(rules(tolerant.events).first == rule)
            #expect(tolerant.events.last == .ping([]))
        }
    }

    @Test func `holds no memory for bytes that were only announced`() throws {
        var options = WebSocketMessageReader.Options()
        options.limits = WebSocketLimits(frame: 1 << 40, message: 1 << 40)
        var reader = WebSocketMessageReader(role: .client, options: options)
        let header: [UInt8] = [0x82, 0x7F, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3]
        var place = 0
        #expect(try reader.next(header.span, at: &place) == nil)
        #expect(reader.assembly.bytes == [1, 2, 3])
        #expect(reader.assembly.bytes.capacity < 4096)
    }

    @Test func `tells how a connection ended`() throws {
        let vectors: [([UInt8], WebSocketRule?)] = [
            ([], .endedWithoutClose), (frame(.text, hello), .endedWithoutClose), (frame(.close), nil),
            (Array(frame(.text, hello).dropLast()), .truncatedFrame), ([0x81], .truncatedFrame),
            (frame(.text, hello, isFinal: false), .truncatedMessage), (frame(.close) + [0x81], nil),
        ]
        for (bytes, rule) in vectors {
            var strict = events(of: bytes, reader: clientReader()).reader
            var thrown: WebSocketViolation?
            do throws(WebSocketViolation) { _ = try strict.finish() } catch { thrown = error }
            #expect(thrown?.rule == rule)
            #expect(thrown == nil || thrown?.closeCode == .abnormal)
            var tolerant = events(of: bytes, reader: clientReader(.tolerant)).reader
            let event = try tolerant.finish()
            let expected = bytes == frame(.close) + [0x81] ? .truncatedFrame : rule
            #expect(event.map { rules([$0]) } ?? [] == expected.map { [$0] } ?? [])
        }
    }
}
