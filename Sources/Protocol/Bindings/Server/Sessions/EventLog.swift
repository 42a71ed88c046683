/// The messages of one stream, in order: those that wait to be sent, and those that are kept for a client that comes back.
///
/// Sequence numbers begin with 1; 0 stands for the beginning of the stream.
struct EventLog {
    /// A message and its place in the stream.
    struct Event: Equatable {
        let sequence: Int
        let message: [UInt8]
    }

    /// Bounds, after which the oldest messages are dropped.
    let maximumBytes: Int
    let maximumMessages: Int

    private var events: [Event] = []
    private var first = 0
    /// The sequence number of the newest message.
    private(set) var last = 0
    /// How many bytes are kept.
    private(set) var bytes = 0

    init(maximumBytes: Int, maximumMessages: Int) {
        (self.maximumBytes, self.maximumMessages) = (maximumBytes, maximumMessages)
    }

    /// How many messages are kept.
    var count: Int { events.count - first }

    /// The newest message that was dropped; 0 when none was.
    var dropped: Int { last - count }

    /// Puts a message behind the others, and drops old ones where there are too many; never the new one, and none of those
    /// behind `sent`, which somebody is about to send.
    mutating func append(_ message: [UInt8], keepingAfter sent: Int? = nil) {
        last += 1
        events.append(Event(sequence: last, message: message))
        bytes += message.count
        let kept = min(sent ?? .max, last - 1)
        while dropped < kept, bytes > maximumBytes || count > maximumMessages { removeFirst() }
    }

    /// The messages behind a sequence number; nil when some of them were dropped.
    func events(after sequence: Int) -> ArraySlice<Event>? {
        guard sequence >= dropped, sequence <= last else { return nil }
        return events[(events.count - (last - sequence))...]
    }

    /// Takes the messages behind a sequence number out, as if they had never come.
    mutating func takeBack(after sequence: Int) -> [[UInt8]] {
        guard let taken = events(after: sequence) else { return [] }
        let messages = taken.map(\.message)
        events.removeLast(messages.count)
        last -= messages.count
        bytes -= messages.reduce(0) { $0 + $1.count }
        return messages
    }

    /// Drops all messages.
    mutating func removeAll() {
        events = []
        (first, bytes) = (0, 0)
    }

    private mutating func removeFirst() {
        bytes -= events[first].message.count
        first += 1
        // Moving all of them for each would make a long queue slow.
        if first >= 32, first * 2 >= events.count {
            events.removeFirst(first)
            first = 0
        }
    }
}
