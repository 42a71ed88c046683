import Text

/// A path of a file system: bytes between slashes, of any encoding, for so the kernel keeps them.
///
/// Nothing here asks the file system; see ``FileSystem`` for what does.
public struct FilePath: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The bytes, without a zero at the end.
    public let bytes: [UInt8]

    /// A path from its bytes.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// A path from text.
    public init(_ text: String) { bytes = Array(text.utf8) }

    /// A path from text.
    public init(stringLiteral text: String) { self.init(text) }

    /// The path as text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The path as it is safe to print.
    public var description: String { PrintableText.escape(bytes.span) }

    /// Orders by bytes.
    public static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }

    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    /// Whether it begins at the root.
    public var isAbsolute: Bool { bytes.first == Self.slash }

    /// The names between the slashes; `.` and `..` are among them.
    public var components: [FilePath] {
        bytes.split(separator: Self.slash).map { FilePath(bytes: Array($0)) }
    }

    /// The last name, or nil for the root and the empty path.
    public var lastComponent: FilePath? { components.last }

    /// Everything before the last name: `.` when there is but one.
    public var parent: FilePath {
        let end = bytes.lastIndex { $0 != Self.slash }.map { $0 + 1 } ?? 0
        guard let cut = bytes[..<end].lastIndex(of: Self.slash) else { return isAbsolute ? "/" : "." }
        guard let last = bytes[..<cut].lastIndex(where: { $0 != Self.slash }) else { return "/" }
        return FilePath(bytes: Array(bytes[...last]))
    }

    /// What stands behind the last dot of the last name; nil without one, and for names that begin with their only dot.
    public var fileExtension: String? {
        guard let name = lastComponent?.bytes, let cut = name.lastIndex(of: Self.dot), cut > 0, name != [46, 46] else {
            return nil
        }
        return String(decoding: name[(cut + 1)...], as: UTF8.self)
    }

    /// The path of something below this one; an absolute path replaces it.
    public func appending(_ other: FilePath) -> FilePath {
        if other.isAbsolute || bytes.isEmpty { return other }
        if other.bytes.isEmpty { return self }
        return FilePath(bytes: bytes.last == Self.slash ? bytes + other.bytes : bytes + [Self.slash] + other.bytes)
    }

    /// Appends a path.
    public static func / (left: FilePath, right: FilePath) -> FilePath { left.appending(right) }

    /// The path with something put behind the last name, such as an extension.
    public func appendingToName(_ suffix: String) -> FilePath { FilePath(bytes: bytes + Array(suffix.utf8)) }

    /// The path without `.`, doubled slashes and, as far as names cancel them, `..`.
    ///
    /// With symbolic links on the way it may lead elsewhere; ``FileSystem/resolve(_:)`` asks.
    public var normalized: FilePath {
        var kept: [FilePath] = []
        for component in components where component != "." {
            if component != ".." {
                kept.append(component)
            } else if let last = kept.last, last != ".." {
                kept.removeLast()
            } else if !isAbsolute {
                kept.append(component)
            }
        }
        let joined = Array(kept.map(\.bytes).joined(separator: [Self.slash]))
        if isAbsolute { return FilePath(bytes: [Self.slash] + joined) }
        return joined.isEmpty ? "." : FilePath(bytes: joined)
    }

    /// The way from `base` to this path, by names alone; nil when one is absolute and the other is not, or when `base`
    /// begins above what is known of it.
    public func relative(to base: FilePath) -> FilePath? {
        guard isAbsolute == base.isAbsolute else { return nil }
        let own = normalized.components.filter { $0 != "." }
        let other = base.normalized.components.filter { $0 != "." }
        let common = zip(own, other).prefix { $0 == $1 }.count
        let climbed = other.dropFirst(common)
        guard !climbed.contains("..") else { return nil }
        let way = climbed.map { _ in FilePath("..") } + own.dropFirst(common)
        return way.isEmpty ? "." : FilePath(bytes: Array(way.map(\.bytes).joined(separator: [Self.slash])))
    }

    /// Whether this path is `root` or lies below it, by names alone.
    public func isInside(_ root: FilePath) -> Bool {
        guard let way = relative(to: root) else { return false }
        return way.components.first != ".."
    }

    /// The path with a zero at its end, as the kernel wants it.
    func terminated(for operation: String) throws(StorageError) -> [CChar] {
        guard !bytes.isEmpty, !bytes.contains(0) else {
            let reason = bytes.isEmpty ? "it is empty" : "it holds a zero byte"
            throw StorageError(.invalidPath, operation, self, detail: reason)
        }
        return bytes.map(CChar.init(bitPattern:)) + [0]
    }
}
