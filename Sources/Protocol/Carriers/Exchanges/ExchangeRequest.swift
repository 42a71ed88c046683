public import HTTP
public import HTTPWire
public import Reactor

/// An HTTP request with exactly these fields and content.
///
/// Host and the length are added where they are missing; nothing else is. Whoever wants them wrong or absent uses
/// ``HTTPCarrier/connectRaw(until:)``.
public struct ExchangeRequest: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// Where it goes; nil for the carrier's own URL.
    public var url: HTTPURL?
    /// The fields, in order.
    public var fields: HTTPFields
    /// The content; nil for none.
    public var content: [UInt8]?
    /// When the head of the response must have come.
    public var headDeadline: Deadline

    /// A request to the carrier's URL, unless told otherwise.
    public init(
        _ method: HTTPMethod,
        url: HTTPURL? = nil,
        fields: HTTPFields = [:],
        content: [UInt8]? = nil,
        headDeadline: Deadline = .after(.seconds(60))
    ) {
        (self.method, self.url, self.fields) = (method, url, fields)
        (self.content, self.headDeadline) = (content, headDeadline)
    }
}
