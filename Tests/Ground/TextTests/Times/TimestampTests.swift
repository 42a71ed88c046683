import TestKit
import Testing

@testable import Text

@Suite struct TimestampTests {
    @Test func `reads the examples of the RFC`() throws {
        let examples: [(String, Int64, Int)] = [
            ("1985-04-12T23:20:50.52Z", 482_196_050, 520_000_000), ("1996-12-19T16:39:57-08:00", 851_042_397, 0),
            ("1990-12-31T23:59:60Z", 662_687_999, 0), ("1990-12-31T15:59:60-08:00", 662_687_999, 0),
            ("1937-01-01T12:00:27.87+00:20", -1_041_337_173, 870_000_000), ("1970-01-01T00:00:00Z", 0, 0),
            ("1969-12-31T23:59:59.999999999Z", -1, 999_999_999), ("2000-02-29t00:00:00z", 951_782_400, 0),
            ("0000-01-01T00:00:00Z", -62_167_219_200, 0), ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
            ("2025-11-25T07:10:17.1234567899-00:00", 1_764_054_617, 123_456_789),
        ]
        for (text, seconds, nanoseconds) in examples {
            let time = try Timestamp(text)
            #expect(time.unixSeconds == seconds && time.nanoseconds == nanoseconds, "\(text)")
        }
        #expect(try Timestamp("1990-12-31T23:59:60Z").isLeapSecond)
        #expect(try Timestamp("2025-01-01T00:00:00-00:00").isOffsetUnknown)
        #expect(try Timestamp("1996-12-19T16:39:57-08:00").offsetMinutes == -480)
    }

    @Test func `refuses everything else, and says where`() {
        let bad: [(String, Int)] = [
            ("", 0), ("2025-11-25", 10), ("2025-11-25 07:10:17Z", 10), ("2025-11-25T07:10:17", 19),
            ("25-11-25T07:10:17Z", 2),
            ("2025-13-25T07:10:17Z", 5), ("2025-00-25T07:10:17Z", 5), ("2025-02-29T07:10:17Z", 8),
            ("1900-02-29T00:00:00Z", 8),
            ("2025-11-31T07:10:17Z", 8), ("2025-11-00T07:10:17Z", 8), ("2025-11-25T24:00:00Z", 11),
            ("2025-11-25T07:60:17Z", 14),
            ("2025-11-25T07:10:61Z", 17), ("2025-11-25T07:10:60Z", 17), ("1998-12-30T23:59:60Z", 17),
            ("1998-12-31T22:59:60Z", 17), ("2025-11-25T07:10:17.Z", 20), ("2025-11-25T07:10:17,5Z", 19),
            ("2025-11-25T07:10:17+1:00", 21), ("2025-11-25T07:10:17+0100", 22), ("2025-11-25T07:10:17+24:00", 20),
            ("2025-11-25T07:10:17+01:60", 23), ("2025-11-25T07:10:17ZZ", 20), ("2025-11-25T07:10Z", 16),
            ("+025-11-25T07:10:17Z", 0),
            ("2025-11-25T07:10:1৭Z", 18), ("0000-01-01T00:00:00+00:01", 0), ("9999-12-31T23:59:59-00:01", 0),
            ("1998-12-31T23:59:60+00:01", 17),
        ]
        for (text, offset) in bad {
            do throws(TextError) {
                _ = try Timestamp(text)
                Issue.record("\(text) was accepted")
            } catch {
                #expect(error.offset == offset, "\(text): \(error)")
            }
        }
    }

    @Test func `reads days and times alone`() throws {
        #expect(try CivilDate("2024-02-29") == CivilDate(year: 2024, month: 2, day: 29))
        for text in ["2023-02-29", "2024-2-29", "2024-02-29T", "20240229", ""] {
            #expect(throws: TextError.self) { try CivilDate(text) }
        }
        for text in ["23:59:60Z", "00:00:00.1+23:59", "15:59:60-08:00", "00:29:60+00:30"] {
            #expect(throws: Never.self) { try Timestamp.checkTime(text) }
        }
        for text in ["23:59:59", "22:59:60Z", "23:59:60+01:00", "24:00:00Z", "1:00:00Z"] {
            #expect(throws: TextError.self) { try Timestamp.checkTime(text) }
        }
    }

    @Test func `writes what it reads`() throws {
        let texts = [
            "2025-11-25T07:10:17Z", "2025-11-25T07:10:17.250Z", "2025-11-25T07:10:17.000001Z",
            "2025-11-25T07:10:17.000000001+05:30", "1990-12-31T15:59:60-08:00", "0000-03-01T00:00:00-00:00",
        ]
        for text in texts { #expect(try Timestamp(text).formatted() == text) }
        let time = try #require(Timestamp(unixSeconds: 1, nanoseconds: 999_999_999))
        #expect(time.formatted(fraction: .digits(3)) == "1970-01-01T00:00:01.999Z")
        #expect(time.formatted(fraction: .digits(0)) == "1970-01-01T00:00:01Z")
        #expect(Timestamp(unixSeconds: .max) == nil && Timestamp(unixSeconds: .min, offsetMinutes: -1) == nil)
        #expect(Timestamp(unixSeconds: 0, nanoseconds: 1_000_000_000) == nil)
        #expect(Timestamp(unixSeconds: 253_402_300_799, offsetMinutes: 1) == nil)
    }

    @Test func `brings any moment back`() throws {
        var random = SeededRandom(seed: 3339)
        for _ in 0..<5_000 {
            let seconds = Int64.random(in: -62_167_132_800...253_402_214_399, using: &random)
            let offset = Int.random(in: -1439...1439, using: &random)
            let nanoseconds = Int.random(in: 0...999_999_999, using: &random)
            let time = try #require(Timestamp(unixSeconds: seconds, nanoseconds: nanoseconds, offsetMinutes: offset))
            #expect(try Timestamp(time.formatted()) == time)
        }
    }

    @Test func `counts days as the calendar does`() {
        var date = CivilDate(daysSinceEpoch: -200_000)
        for days in -199_999...200_000 {
            let next = CivilDate(daysSinceEpoch: days)
            let isNextDay = next.year == date.year && next.month == date.month && next.day == date.day + 1
            let isNextMonth = next.day == 1 && date.day == CivilDate.days(inMonth: date.month, ofYear: date.year)
            guard isNextDay || isNextMonth, next.daysSinceEpoch == days else {
                Issue.record("\(date) is followed by \(next)")
                return
            }
            date = next
        }
        #expect(CivilDate(daysSinceEpoch: 0).weekday == 3)
        #expect(CivilDate(daysSinceEpoch: -4).weekday == 6)
        #expect(CivilDate(year: 2025, month: 11, day: 25)?.weekday == 1)
        #expect(CivilDate(daysSinceEpoch: .max).daysSinceEpoch == 3_600_000_000)
    }
}
