/// A piece of one line around a place, safe to print, with a mark below the place.
public struct Excerpt: Sendable, Equatable, CustomStringConvertible {
    /// Where the place lies.
    public let location: TextLocation
    /// The piece of the line; `…` stands for what was left out.
    public let text: String
    /// How many characters of `text` stand before the place.
    public let markColumn: Int

    /// Cuts a piece of at most `width` bytes out of the line that holds `offset`.
    public init(of bytes: Span<UInt8>, around offset: Int, width: Int = 72) {
        let place = min(max(offset, 0), bytes.count)
        location = TextLocation(ofByte: place, in: bytes)
        var lineEnd = place
        // Looking further than the piece is wide would cost much in a long line and show nothing.
        let furthest = place &+ min(max(width, 1), bytes.count &- place)
        while lineEnd < furthest, bytes[lineEnd] != ASCII.lineFeed, bytes[lineEnd] != ASCII.carriageReturn {
            lineEnd &+= 1
        }
        let before = PrintableText.endOfCharacter(bytes, atOrBefore: max(location.lineStart, place - max(width, 1) / 2))
        let start = max(location.lineStart, before)
        let end = max(place, PrintableText.endOfCharacter(bytes, atOrBefore: min(lineEnd, start + max(width, 1))))
        let isCut = end < bytes.count && bytes[end] != ASCII.lineFeed && bytes[end] != ASCII.carriageReturn
        let lead = (start > location.lineStart ? "…" : "") + PrintableText.escape(bytes.extracting(start..<place))
        text = lead + PrintableText.escape(bytes.extracting(place..<end)) + (isCut ? "…" : "")
        markColumn = lead.count
    }

    /// Two lines: the piece, and `^` below the place.
    public var description: String { text + "\n" + String(repeating: " ", count: markColumn) + "^" }
}
