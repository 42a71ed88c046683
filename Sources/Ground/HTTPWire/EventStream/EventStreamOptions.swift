/// How an event stream is read, and where the limits lie.
public struct EventStreamOptions: Sendable, Equatable {
    /// Whether the first violation is refused; a browser would read on, so that is the default.
    public var reading: HTTPReadingOptions.Reading
    /// Whether every line is reported too.
    public var reportsLines = false
    /// How many bytes a line may have.
    public var maximumLineBytes = 16 << 20
    /// How many bytes the data of an event may have.
    public var maximumEventBytes = 64 << 20

    /// Starts from the defaults with the given reading.
    public init(_ reading: HTTPReadingOptions.Reading = .tolerant) { self.reading = reading }
}
