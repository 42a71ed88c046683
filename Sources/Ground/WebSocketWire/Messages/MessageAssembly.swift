internal import Text

/// The message whose frames are arriving.
struct MessageAssembly {
    var kind = WebSocketMessageKind.binary
    var bytes: [UInt8] = []
    var validator = UTF8Validator()
    var fragments = 0
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
