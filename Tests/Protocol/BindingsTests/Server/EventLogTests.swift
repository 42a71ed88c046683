import Testing

@testable import Bindings

@Suite struct EventLogTests {
    private func message(_ number: Int) -> [UInt8] { [UInt8](repeating: UInt8(number % 256), count: 10) }

    @Test func `keeps the newest within its bounds`() {
        var log = EventLog(maximumBytes: 1000, maximumMessages: 5)
        for number in 1...200 { log.append(message(number)) }
        #expect(log.count == 5 && log.bytes == 50 && log.last == 200 && log.dropped == 195)
        #expect(log.events(after: 195)?.map(\.sequence) == [196, 197, 198, 199, 200])
        #expect(log.events(after: 198)?.map(\.message) == [message(199), message(200)])
        #expect(log.events(after: 200)?.isEmpty == true)
        #expect(log.events(after: 194) == nil && log.events(after: 201) == nil)
    }

    @Test func `drops nothing that is about to be sent`() {
        var log = EventLog(maximumBytes: 25, maximumMessages: 100)
        for number in 1...10 { log.append(message(number), keepingAfter: 2) }
        #expect(log.events(after: 2)?.count == 8 && log.dropped == 2)
        log.append(message(11), keepingAfter: 10)
        #expect(log.events(after: 10)?.count == 1 && log.count == 2)
        log.append([UInt8](repeating: 0, count: 500))
        #expect(log.count == 1 && log.bytes == 500)
    }

    @Test func `takes messages back as if they had never come`() {
        var log = EventLog(maximumBytes: 1000, maximumMessages: 100)
        for number in 1...5 { log.append(message(number)) }
        #expect(log.takeBack(after: 3) == [message(4), message(5)])
        #expect(log.last == 3 && log.bytes == 30)
        log.append(message(9))
        #expect(log.events(after: 3)?.map(\.sequence) == [4])
    }
}
