import TestKit
import Testing

@testable import Text

/// What every reader of text owes its caller, whatever the bytes: an answer, and errors that point into the text.
@Suite struct HostileTextTests {
    private static let lumps: [[UInt8]] =
        [
            "http://", "//", ":", "/", "?", "#", "[", "]", "::1", "v1.", "@", "%", "%41", "%ZZ", "%2", "..", ".", "{",
            "}", "{+a",
            "*", ":3", ",", "&", ";x=", "2025-11-25", "T", "23:59:60", "Z", "+00:00", "-99:99", "0",
            "99999999999999999999",
            "AAAA", "==", "=", "é", "\u{202E}", "\r\n", "\n", "\0", "a",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80]]

    private func hostileTexts(_ count: Int, seed: UInt64, _ body: (_ text: String, _ bytes: [UInt8]) -> Void) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<count {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...9, using: &random) {
                bytes += Self.lumps.randomElement(using: &random) ?? []
            }
            body(String(decoding: bytes, as: UTF8.self), bytes)
        }
    }

    private func check(_ text: String, _ read: () throws(TextError) -> Void) {
        do throws(TextError) { try read() } catch {
            let isInside = error.offset >= 0 && error.offset <= text.utf8.count
            #expect(isInside && error.description.unicodeScalars.allSatisfy(PrintableText.isSafe), "\(error)")
        }
    }

    @Test func `survives random text`() {
        hostileTexts(4_000, seed: 2718) { text, _ in
            check(text) { () throws(TextError) in _ = try URI(text) }
            check(text) { () throws(TextError) in _ = try URI(text, options: .iriReference) }
            check(text) { () throws(TextError) in _ = try Timestamp(text) }
            check(text) { () throws(TextError) in _ = try CivilDate(text) }
            check(text) { () throws(TextError) in try Timestamp.checkTime(text) }
            check(text) { () throws(TextError) in _ = try Base64.standard.decode(text) }
            check(text) { () throws(TextError) in _ = try Base64.url.decode(text) }
            check(text) { () throws(TextError) in _ = try Hexadecimal.decode(text) }
            check(text) { () throws(TextError) in _ = try FormFields.decode(text) }
            check(text) { () throws(TextError) in
                let template = try URITemplate(text)
                _ = template.expand { _ in "x" }
            }
            _ = (URIOrigin(serialized: text), PrintableText.quote(text, limit: 5))
        }
    }

    @Test func `finds in a tolerant reading exactly what the strict one refuses`() {
        hostileTexts(4_000, seed: 31_415) { text, _ in
            for options in [URIOptions.uri, .uriReference, .iri, .iriReference] {
                var tolerant = options
                tolerant.reading = .tolerant
                var refused: TextError?
                do throws(TextError) { _ = try URI(text, options: options) } catch { refused = error }
                let found = (try? URI(text, options: tolerant))?.violations.first
                guard found == refused else {
                    Issue.record(
                        "\(text.debugDescription): \(String(describing: found)), \(String(describing: refused))"
                    )
                    return
                }
            }
        }
    }

    @Test func `splits the text of a URI without losing a byte`() throws {
        let tolerant = URIOptions(reading: .tolerant, acceptsRelative: true, acceptsIRI: true)
        hostileTexts(4_000, seed: 16_180) { text, _ in
            guard let uri = try? URI(text, options: tolerant) else {
                Issue.record("\(text.debugDescription)")
                return
            }
            var whole = uri.scheme.map { $0 + ":" } ?? ""
            if let authority = uri.authority { whole += "//" + authority }
            whole += uri.path + (uri.query.map { "?" + $0 } ?? "") + (uri.fragment.map { "#" + $0 } ?? "")
            guard Array(whole.utf8) == Array(text.utf8) else {
                Issue.record("\(text.debugDescription) became \(whole.debugDescription)")
                return
            }
            if let base = try? URI("http://a/b/c/d;p?q") { _ = base.resolving(uri).normalized().origin }
        }
    }

    @Test func `survives random bytes`() {
        hostileTexts(4_000, seed: 14_142) { _, bytes in
            _ = (UTF8Validator.isValid(bytes.span), PrintableText.escape(bytes.span))
            for offset in 0...bytes.count { _ = Excerpt(of: bytes.span, around: offset, width: 6).description }
            if let problem = UTF8Problem.first(in: bytes.span) {
                guard problem.offset + problem.length <= bytes.count, problem.length > 0 else {
                    Issue.record("\(bytes): \(problem)")
                    return
                }
            }
        }
    }
}
