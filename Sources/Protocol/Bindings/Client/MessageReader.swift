internal import HTTPWire
internal import JSON
internal import JSONRPC

/// Makes events of the bytes that a transport delivered as a message.
enum MessageReader {
    /// The messages in these bytes: one, or those of a batch; what is none of either is told as such.
    static func events(of bytes: [UInt8], _ arrival: Arrival) -> [BindingEvent] {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(parsing: bytes) } catch {
            return [.unreadable(UnreadableMessage(bytes, "expected a message in JSON: \(error)"), arrival)]
        }
        var events: [BindingEvent] = []
        if let violation = document.violations.first { events.append(.oddity("\(violation)", arrival)) }
        guard let batch = document.root.array else {
            append(document.root, arrival, bytes, to: &events)
            return events
        }
        if batch.isEmpty {
            return [.unreadable(UnreadableMessage(bytes, "expected a message, saw an empty batch"), arrival)]
        }
        events.append(.oddity("a batch of \(batch.count) messages came, which only 2025-03-26 knows", arrival))
        for value in batch { append(value, arrival, Array(value.rawBytes), to: &events) }
        return events
    }

    private static func append(
        _ value: JSONValue,
        _ arrival: Arrival,
        _ bytes: [UInt8],
        to events: inout [BindingEvent]
    ) {
        do throws(MessageError) {
            events.append(.message(try Message(value), arrival))
        } catch {
            let strict = error
            do throws(MessageError) {
                let message = try Message(value, reading: .tolerant)
                events.append(.oddity("\(strict)", arrival))
                events.append(.message(message, arrival))
            } catch {
                events.append(.unreadable(UnreadableMessage(bytes, "\(error)"), arrival))
            }
        }
    }
}
