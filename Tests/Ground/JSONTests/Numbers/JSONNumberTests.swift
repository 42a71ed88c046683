import JSON
import TestKit
import Testing

@Suite struct JSONNumberTests {
    private func number(_ lexeme: String) throws -> JSONNumber { try #require(JSONNumber(lexeme), "\(lexeme)") }

    @Test func `takes only lexemes that RFC 8259 allows`() {
        for lexeme in ["0", "-0", "1", "10", "-12.50", "1e5", "1E-5", "0.0e+00", "100000000000000000000"] {
            #expect(JSONNumber(lexeme)?.lexeme == lexeme)
        }
        for lexeme in [
            "", "-", "+1", "01", "-01", "1.", ".1", "1e", "1e+", "e1", "1 ", " 1", "NaN", "Infinity", "0x1", "1,0",
            "1.0.0", "1e1e1",
        ] {
            #expect(JSONNumber(lexeme) == nil, "\(lexeme)")
        }
    }

    @Test func `is exact to 64 bit and keeps the rest as text`() throws {
        #expect(try number("9223372036854775807").int64 == .max)
        #expect(try number("-9223372036854775808").int64 == .min)
        #expect(try number("9223372036854775808").int64 == nil)
        #expect(try number("18446744073709551615").uint64 == .max)
        #expect(try number("18446744073709551616").uint64 == nil)
        #expect(try number("-1").uint64 == nil)
        #expect(try number("-0").int64 == 0)
        #expect(try number("-0").uint64 == 0)
        #expect(try number("18446744073709551616").lexeme == "18446744073709551616")
        #expect(try number("1.0").int64 == 1)
        #expect(try number("1e2").int64 == 100)
        #expect(try number("-1200e-2").int64 == -12)
        #expect(try number("0.00000e99999999999999999999999999999999999999999").int64 == 0)
        #expect(try number("922337203685477580.7e1").int64 == .max)
        #expect(try number("1.5").int64 == nil)
        #expect(try number("1e19").int64 == nil)
        #expect(try number("1e999999999").int64 == nil)
        #expect(try number("170141183460469231731687303715884105727").integer(Int128.self) == .max)
        #expect(try number("300").integer(UInt8.self) == nil)
    }

    @Test func `knows whole numbers however they are written`() throws {
        for lexeme in ["0", "-0.0", "1", "1.0", "1e2", "1.5e1", "100e-2", "1e999999999999", "0e-5"] {
            #expect(try number(lexeme).isInteger, "\(lexeme)")
        }
        for lexeme in ["0.1", "1.5", "1e-1", "15e-1", "1e-999999999999"] {
            #expect(try !number(lexeme).isInteger, "\(lexeme)")
        }
    }

    @Test func `compares exact values`() throws {
        let equal = [
            ["1", "1.0", "10e-1", "0.1e1", "100e-2", "0.0001e4", "1.000000000000000000000000000000e0"],
            ["0", "-0", "0.0", "0e5", "-0e-5"],
            ["1e999999999", "10e999999998", "0.1e1000000000"], ["-2.5", "-25e-1"],
            ["9007199254740993", "9007199254740993.0"],
        ]
        for numbers in equal {
            for first in numbers {
                for second in numbers {
                    #expect(try number(first) == number(second), "\(first) \(second)")
                    #expect(try number(first).hashValue == number(second).hashValue)
                    #expect(try !(number(first) < number(second)))
                }
            }
        }
        let ascending = try [
            "-1e999999999", "-1e20", "-10", "-9.99", "-1", "-1e-999999999", "0", "1e-999999999", "0.1", "0.11", "0.9",
            "1", "1.0000000000000000000001",
            "9", "10", "9007199254740992", "9007199254740993", "18446744073709551616", "1e20", "1.1e20", "1e999999998",
            "1e999999999",
            "1e99999999999999999999",
        ].map(number)
        for (first, low) in ascending.enumerated() {
            for (second, high) in ascending.enumerated() {
                #expect((low < high) == (first < second), "\(low) \(high)")
                #expect((low == high) == (first == second), "\(low) \(high)")
            }
        }
    }

    @Test func `agrees with doubles and integers on random numbers`() throws {
        var random = SeededRandom(seed: 8259)
        for _ in 0..<2000 {
            let first = Double(Int.random(in: -500...500, using: &random)) / 8
            let second = Double(Int.random(in: -500...500, using: &random)) / 8
            let (left, right) = (try #require(JSONNumber(first)), try #require(JSONNumber(second)))
            #expect((left < right) == (first < second))
            #expect((left == right) == (first == second))
            let double = Double(bitPattern: random.next())
            if double.isFinite {
                #expect(JSONNumber(double)?.double == double)
            } else {
                #expect(JSONNumber(double) == nil)
            }
            let integer = Int64(bitPattern: random.next())
            #expect(JSONNumber(integer).int64 == integer)
        }
    }

    @Test func `rounds to the nearest double, beyond its range to infinity and zero`() throws {
        #expect(try number("0.1").double == 0.1)
        #expect(try number("9007199254740993").double == 9_007_199_254_740_992)
        #expect(try number("1e400").double == .infinity)
        #expect(try number("-1e400").double == -.infinity)
        #expect(try number("1e-400").double == 0)
        #expect(try number("4.9e-324").double == .leastNonzeroMagnitude)
        #expect(try number("1" + String(repeating: "0", count: 300)).double == 1e300)
        #expect(try number("0." + String(repeating: "0", count: 100) + "1e101").double == 1)
    }

    @Test func `tells multiples exactly`() throws {
        let multiples = [
            ("0", "3"), ("9", "3"), ("-9", "3"), ("9", "-3"), ("0.3", "0.1"), ("4.35", "0.01"), ("19.99", "0.01"),
            ("1e300", "7e0"), ("1e3", "0.5"),
            ("1e999999999", "2"), ("1e999999999", "1e-999999999"), ("100000000000000000000000000000000000003", "1"),
            ("0.0075", "0.0001"),
        ].filter { $0.0 != "1e300" }
        for (number, divisor) in multiples {
            #expect(try self.number(number).isMultiple(of: self.number(divisor)), "\(number) \(divisor)")
        }
        let others = [
            ("1", "3"), ("0.35", "0.1"), ("1e300", "7"), ("1e999999999", "3"), ("1", "0"), ("0.00751", "0.0001"),
            ("1e-999999999", "1"),
            ("9007199254740993", "2"),
            ("12345678901234567890123456789012345678", "98765432109876543210987654321098765432"),
        ]
        for (number, divisor) in others {
            #expect(try !self.number(number).isMultiple(of: self.number(divisor)), "\(number) \(divisor)")
        }
        var random = SeededRandom(seed: 7)
        for _ in 0..<1000 {
            let number = Int128.random(
                in: -1_000_000_000_000_000_000_000...1_000_000_000_000_000_000_000,
                using: &random
            )
            let divisor = Int128.random(in: 1...50, using: &random)
            #expect(JSONNumber(number).isMultiple(of: JSONNumber(divisor)) == (number % divisor == 0))
            let large = Int128.random(in: 1_000_000_000_000_000_000_000...2_000_000_000_000_000_000_000, using: &random)
            #expect(JSONNumber(large * divisor).isMultiple(of: JSONNumber(large)))
            #expect(!JSONNumber(large * divisor + 1).isMultiple(of: JSONNumber(large)))
        }
    }
}
