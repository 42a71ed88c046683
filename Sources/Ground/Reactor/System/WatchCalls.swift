internal import CLinux
internal import Glibc

/// Thin wrappers around inotify.
package enum WatchCalls {
    /// One thing that happened to what is watched.
    package struct Event: Sendable {
        /// Which watch it belongs to; -1 when events were lost.
        package let watch: Int32
        /// What the watched directory calls the file; empty for the directory itself.
        package let name: [UInt8]
        /// Whether the queue overflowed and events were lost.
        package let isOverflow: Bool
        /// Whether the watched directory itself went away.
        package let isGone: Bool
    }

    package static func start() throws(Errno) -> Descriptor {
        Descriptor(owning: try systemCall { inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)) })
    }

    /// Watches a directory for everything that changes contents, names or attributes of its files.
    package static func watch(_ descriptor: Int32, _ directory: [CChar]) throws(Errno) -> Int32 {
        let mask =
            IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB
            | IN_DELETE_SELF | IN_MOVE_SELF | Int32(bitPattern: UInt32(IN_ONLYDIR))
        return try systemCall { inotify_add_watch(descriptor, directory, UInt32(bitPattern: mask)) }
    }

    /// What happened since the last call; empty when nothing did.
    package static func events(_ descriptor: Int32) throws(Errno) -> [Event] {
        var events: [Event] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            let count: Int
            do throws(Errno) { count = try DescriptorCalls.read(descriptor, into: buffer) } catch
                where error == .wouldBlock
            {
                return events
            }
            var position = 0
            let header = MemoryLayout<inotify_event>.size
            while position + header <= count {
                let event = buffer.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
                let end = min(position + header + Int(event.len), count)
                let name = buffer[position + header..<end].prefix { $0 != 0 }
                let gone = IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED
                events.append(
                    Event(
                        watch: event.wd,
                        name: Array(name),
                        isOverflow: event.mask & UInt32(IN_Q_OVERFLOW) != 0,
                        isGone: event.mask & UInt32(gone) != 0
                    )
                )
                position += header + Int(event.len)
            }
            if count == 0 { return events }
        }
    }
}
