import Carriers
import Reactor
import TestKit
import Testing

@Suite struct LineCarrierTests {
    /// Runs `body` with a carrier and the far end of its socket.
    private func withCarrier(
        _ options: CarrierOptions = CarrierOptions(),
        skipsJunk: Bool = false,
        _ body: @escaping @Sendable (LineCarrier, DescriptorStream) async throws -> Void
    ) async throws {
        try await LoopGroup.runOne { loop in
            let (near, far) = try DescriptorStream.pair(on: loop)
            let carrier = LineCarrier(input: near, output: near, options: options, skipsJunk: skipsJunk)
            try await body(carrier, far)
            far.close()
            await carrier.close()
        }
    }

    private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    @Test func `carries lines however they are cut`() async throws {
        for seed in UInt64(1)...20 {
            try await withCarrier { carrier, far in
                var random = SeededRandom(seed: seed)
                let messages = (0..<30).map { number in
                    "{\"id\":\(number),\"text\":\"" + String(repeating: "é", count: Int(random.next() % 50)) + "\"}"
                }
                let wire = messages.map { $0 + (random.next() % 2 == 0 ? "\n" : "\r\n\n \r\n") }.joined()
                for piece in Array(wire.utf8).randomPieces(using: &random) { try await far.write(piece) }
                try await far.finishWriting()
                for message in messages {
                    #expect(
                        try await carrier.receive().map { String(decoding: $0, as: UTF8.self) } == message,
                        "seed \(seed)"
                    )
                }
                #expect(try await carrier.receive() == nil)
                #expect(!carrier.endedWithoutLineFeed)
            }
        }
    }
}
