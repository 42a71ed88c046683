extension URI {
    /// The URI that `reference` means beside this base (RFC 3986 §5.2).
    ///
    /// `ignoresSameScheme` is the old reading of §5.2.2, in which `http:g` beside an `http` base is relative.
    public func resolving(_ reference: URI, ignoresSameScheme: Bool = false) -> URI {
        var target = URIParts(reference)
        let base = URIParts(self)
        if ignoresSameScheme, let own = target.scheme, let other = base.scheme, own.equalsFoldingASCII(other) {
            target.scheme = nil
        }
        if target.scheme != nil || target.authority != nil {
            target.path = DotSegments.removed(from: target.path)
        } else if target.path.isEmpty {
            target.path = base.path
            target.query = target.query ?? base.query
            target.authority = base.authority
        } else {
            let isAbsolute = target.path.utf8.first == UInt8(ascii: "/")
            target.path = DotSegments.removed(from: isAbsolute ? target.path : Self.merge(base, target.path))
            target.authority = base.authority
        }
        target.scheme = target.scheme ?? base.scheme
        return URI(composed: target.text)
    }

    /// The URI that the text of a reference means beside this base.
    public func resolving(_ reference: String, options: URIOptions = .uriReference) throws(TextError) -> URI {
        resolving(try URI(reference, options: options))
    }

    /// §5.2.3: everything of the base's path up to its last slash, then the reference's.
    private static func merge(_ base: URIParts, _ path: String) -> String {
        if base.authority != nil && base.path.isEmpty { return "/" + path }
        guard let slash = base.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(base.path[...slash]) + path
    }
}

/// The five components, ready to be changed and put together again (RFC 3986 §5.3).
struct URIParts {
    var scheme: String?
    var authority: String?
    var path: String
    var query: String?
    var fragment: String?

    init(_ uri: URI) {
        (scheme, authority, path, query, fragment) = (uri.scheme, uri.authority, uri.path, uri.query, uri.fragment)
    }

    var text: String {
        var text = ""
        if let scheme { text += scheme + ":" }
        if let authority {
            text += "//" + authority
        } else if path.utf8.starts(with: "//".utf8) {
            // Without an authority two slashes would begin one.
            text += "/."
        } else if scheme == nil, path.utf8.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":")) {
            // Without a scheme a colon in the first segment would end one.
            text += "./"
        }
        text += path
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return text
    }
}

/// The removal of `.` and `..` from paths, step by step as RFC 3986 §5.2.4 has it.
enum DotSegments {
    static func removed(from path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: ".")) else { return path }
        let input = path.utf8.span
        let slash = UInt8(ascii: "/")
        var output: [UInt8] = []
        var position = 0
        // Without a leading slash, the first segment counts as if it had one, and only keeps its own bytes.
        while position < input.count {
            let hasSlash = input[position] == slash
            let start = hasSlash ? position + 1 : position
            let end = input.firstOffset(of: slash, from: start) ?? input.count
            let dots = end - start <= 2 && (start..<end).allSatisfy { input[$0] == UInt8(ascii: ".") } ? end - start : 0
            if dots == 0 {
                output.append(contentsOf: input.copy(of: position..<end))
            } else {
                if dots == 2 && hasSlash { removeLastSegment(of: &output) }
                // What follows keeps its slash; at the end the directory keeps one of its own.
                if end == input.count && hasSlash { output.append(slash) }
                if !hasSlash && end < input.count { position = end + 1; continue }
            }
            position = end
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func removeLastSegment(of output: inout [UInt8]) {
        while let byte = output.popLast() {
            if byte == UInt8(ascii: "/") { return }
        }
    }
}
