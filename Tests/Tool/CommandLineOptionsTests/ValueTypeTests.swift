import TestKit
import Testing

@testable import CommandLineOptions

@Suite struct ValueTypeTests {
    @Test func `reads times`() {
        let type = ValueType<Duration>.duration()
        let accepted: [(String, Duration)] = [
            ("0", .zero), ("0s", .zero), ("5ms", .milliseconds(5)), ("30s", .seconds(30)), ("2m", .seconds(120)),
            ("1h30m", .seconds(5400)), ("1.5s", .milliseconds(1500)), ("250us", .microseconds(250)),
            ("1ns", .nanoseconds(1)), ("0.0000000019s", .nanoseconds(1)), ("2540400h", .seconds(2_540_400 * 3600)),
        ]
        for (text, value) in accepted { #expect(type.parse(text) == value, "\(text)") }
        for text in [
            "", "5", "ms", "-5ms", "5 ms", "1m1h", "1s1s", "1.s", ".5s", "1.2.3s", "5e3s", "9999999999999h", "1d", "٣s",
        ] {
            #expect(type.parse(text) == nil, "\(text)")
        }
    }

    @Test func `reads sizes`() {
        let type = ValueType<Int>.size()
        for (text, value) in [
            ("0", 0), ("7B", 7), ("64KiB", 65_536), ("2MB", 2_000_000), ("1GiB", 1 << 30), ("3kB", 3000),
        ] {
            #expect(type.parse(text) == value, "\(text)")
        }
        for text in ["", "-1", "1.5MB", "1k", "KiB", "99999999999GiB", "1 kB"] {
            #expect(type.parse(text) == nil, "\(text)")
        }
    }

    @Test func `reads numbers`() {
        #expect(ValueType<Double>.number().parse("1e3") == 1000)
        for text in ["", "nan", "inf", "0x10", "1e999", "1,5", "--1"] {
            #expect(ValueType<Double>.number().parse(text) == nil)
        }
        #expect(ValueType<Int>.integer(in: 1...9).parse("9") == 9)
        for text in ["0", "10", "1.0", " 1", "99999999999999999999"] {
            #expect(ValueType<Int>.integer(in: 1...9).parse(text) == nil)
        }
        #expect(ValueType<UInt64>.natural.parse("-1") == nil)
    }

    @Test func `writes what it reads`() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<2000 {
            let nanoseconds = Int64.random(in: 0 ... .max, using: &random) >> Int64.random(in: 0...62, using: &random)
            let duration = Duration.nanoseconds(nanoseconds)
            let type = ValueType<Duration>.duration()
            #expect(type.parse(type.text(duration)) == duration, "\(nanoseconds)")
            let size = Int.random(in: 0 ... .max, using: &random) >> Int.random(in: 0...62, using: &random)
            #expect(ValueType<Int>.size().parse(ValueType<Int>.size().text(size)) == size)
        }
        #expect(DurationText.text(.seconds(5400)) == "90m")
        #expect(SizeText.text(65_536) == "64KiB")
    }

    @Test func `says which numbers it takes`() {
        #expect(ValueType<Int>.integer().expected == "a whole number")
        #expect(ValueType<Int>.integer(in: 1 ... .max).expected == "a whole number, at least 1")
        #expect(ValueType<Int>.integer(in: .min...4).expected == "a whole number, at most 4")
        #expect(ValueType<Int>.integer(in: 1...4).expected == "a whole number from 1 to 4")
    }
}
