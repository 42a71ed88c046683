/// How `requestState` is kept from being read and forged on its way through the client.
///
/// The translator has no keys: whoever drives it brings an authenticated encryption, and may bind it to principal and
/// time.
public struct StateSeal: Sendable {
    /// Turns bytes into text that only ``open`` can turn back.
    public let seal: @Sendable ([UInt8]) -> String
    /// Turns it back; nil when it is not what was sealed.
    public let open: @Sendable (String) -> [UInt8]?

    /// A seal out of two functions.
    public init(seal: @escaping @Sendable ([UInt8]) -> String, open: @escaping @Sendable (String) -> [UInt8]?) {
        (self.seal, self.open) = (seal, open)
    }
}
