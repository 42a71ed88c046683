import Testing

@testable import WebSocketWire

@Suite struct DeflateNegotiationTests {
    private func answer(_ offers: String, _ policy: DeflatePolicy = DeflatePolicy()) -> String? {
        policy.answer(to: WebSocketExtension.list(offers) ?? [])?.asExtension.description
    }

    @Test func `answers offers as RFC 7692 section 7_1 tells`() {
        let name = "permessage-deflate"
        let vectors: [(offer: String, answer: String?)] = [
            ("", ""), ("; client_max_window_bits", ""),
            ("; client_max_window_bits=9", "; client_max_window_bits=9"),
            ("; server_max_window_bits=10", "; server_max_window_bits=10"),
            ("; server_max_window_bits=8", "; server_max_window_bits=8"),
            (
                "; client_no_context_takeover; server_no_context_takeover",
                "; server_no_context_takeover; client_no_context_takeover"
            ),
            // An invalid offer is declined.
            ("; unknown", nil), ("; server_max_window_bits", nil), ("; server_max_window_bits=7", nil),
            ("; server_max_window_bits=16", nil), ("; server_max_window_bits=08", nil),
            ("; server_max_window_bits=+9", nil), ("; client_max_window_bits=0", nil),
            ("; server_no_context_takeover=1", nil), ("; client_no_context_takeover=true", nil),
            ("; client_max_window_bits; client_max_window_bits", nil),
        ]
        for vector in vectors {
            let expected = vector.answer.map { name + $0 }
            #expect(answer(name + vector.offer) == expected, "\(vector.offer)")
            // A later offer is looked at when those before are declined.
            #expect(answer("other, \(name); bad, \(name)\(vector.offer)") == expected, "\(vector.offer)")
        }
        #expect(answer("x-webkit-deflate-frame") == nil)
    }

    @Test func `follows the server's policy within the offer`() {
        var policy = DeflatePolicy()
        policy.serverMaxWindowBits = 11
        policy.clientMaxWindowBits = 12
        policy.serverNoContextTakeover = true
        let name = "permessage-deflate"
        let base = "\(name); server_no_context_takeover; server_max_window_bits="
        #expect(answer(name, policy) == base + "11")
        #expect(answer("\(name); server_max_window_bits=9", policy) == base + "9")
        #expect(answer("\(name); client_max_window_bits", policy) == base + "11; client_max_window_bits=12")
        #expect(answer("\(name); client_max_window_bits=10", policy) == base + "11; client_max_window_bits=10")
    }

    @Test func `objects to answers that do not fit the offer`() {
        var offer = DeflateParameters()
        offer.serverNoContextTakeover = true
        offer.serverMaxWindowBits = 12
        var answer = DeflateParameters()
        #expect(offer.objection(to: answer) != nil)
        answer.serverNoContextTakeover = true
        #expect(offer.objection(to: answer) != nil)
        answer.serverMaxWindowBits = 13
        #expect(offer.objection(to: answer) != nil)
        answer.serverMaxWindowBits = 9
        #expect(offer.objection(to: answer) == nil)
        answer.clientMaxWindowBits = .bits(10)
        #expect(offer.objection(to: answer) != nil)
        offer.clientMaxWindowBits = .supported
        #expect(offer.objection(to: answer) == nil)
        offer.clientMaxWindowBits = .bits(9)
        #expect(offer.objection(to: answer) != nil)
    }

    @Test func `reads each side's window out of the answer`() {
        var answer = DeflateParameters()
        answer.serverMaxWindowBits = 9
        answer.clientMaxWindowBits = .bits(10)
        answer.clientNoContextTakeover = true
        let agreement = DeflateAgreement(answer)
        #expect(agreement.windowBits(.server) == 9 && agreement.windowBits(.client) == 10)
        #expect(agreement.keepsContext(.server) && !agreement.keepsContext(.client))
    }
}
