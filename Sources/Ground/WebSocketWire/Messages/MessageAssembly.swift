internal import Text

/// The message whose frames are arriving.
struct MessageAssembly {
    var kind = WebSocketMessageKind.binary
    var bytes: [UInt8] = []
    var validator = UTF8Validator()
    var fragments = 0
    /// How many bytes there will be when the current frame is whole.
    var announced = 0
    var isOpen = false
    var isCompressed = false
    /// The rest of it is read over: it broke a bound or cannot be decompressed.
    var isDropped = false
    /// Its text was found wrong, which is said once.
    var isBadText = false

    mutating func begin(_ kind: WebSocketMessageKind, isCompressed: Bool) {
        self.kind = kind
        self.isCompressed = isCompressed
        if !bytes.isEmpty { bytes = [] }
        validator = UTF8Validator()
        fragments = 1
        isOpen = true
        isDropped = false
        isBadText = false
    }

    /// Makes room for the next bytes of a frame.
    ///
    /// What was announced is believed only in proportion to what came, and the room at least doubles: neither empty
    /// promises nor many fragments cost more than they bring.
    mutating func makeRoom(for count: Int) {
        let needed = bytes.count + count
        guard needed > bytes.capacity, announced > needed, announced / 2 > bytes.capacity else { return }
        bytes.reserveCapacity(min(announced, needed.multipliedReportingOverflow(by: 8).partialValue))
    }

    /// Forgets the bytes, and reads over the rest.
    mutating func abandon() {
        isDropped = true
        bytes = []
    }

    /// Forgets the message altogether.
    mutating func drop() {
        isOpen = false
        bytes = []
    }

    /// Takes the finished message out.
    mutating func take() -> WebSocketMessage {
        var message = WebSocketMessage(kind, bytes)
        message.wasCompressed = isCompressed
        message.fragments = fragments
        drop()
        return message
    }
}
