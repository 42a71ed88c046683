extension URI {
    /// An equivalent URI in which equal meanings are spelled alike (RFC 3986 §6.2.2).
    ///
    /// Schemes and hosts become small letters, escapes capital or, where they need not be, plain; dot segments vanish.
    /// With `schemeRules` (§6.2.3) the default port goes away and an empty path beside an authority becomes `/`.
    public func normalized(schemeRules: Bool = true) -> URI {
        var parts = URIParts(self)
        parts.scheme = parts.scheme.map(Self.lowercased)
        parts.path = Self.normalizingEscapes(parts.path)
        parts.query = parts.query.map { Self.normalizingEscapes($0) }
        parts.fragment = parts.fragment.map { Self.normalizingEscapes($0) }
        if parts.scheme != nil { parts.path = DotSegments.removed(from: parts.path) }
        if let host {
            parts.authority = normalizedAuthority(host, schemeRules: schemeRules ? parts.scheme : nil)
            let hasWebScheme = parts.scheme.flatMap(URIOrigin.defaultPort) != nil
            if schemeRules && hasWebScheme && parts.path.isEmpty { parts.path = "/" }
        }
        return URI(composed: parts.text)
    }

    private func normalizedAuthority(_ host: String, schemeRules scheme: String?) -> String {
        var authority = ""
        if let userInformation { authority += Self.normalizingEscapes(userInformation) + "@" }
        authority += Self.normalizingEscapes(Self.lowercased(host))
        guard let portText, !portText.isEmpty else { return authority }
        if let scheme, let port, port == URIOrigin.defaultPort(of: scheme) { return authority }
        return authority + ":" + portText
    }

    static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map(ASCII.lowercase), as: UTF8.self)
    }

    /// Makes escapes capital, and writes unreserved characters without one.
    private static func normalizingEscapes(_ text: String) -> String {
        guard text.utf8.contains(ASCII.percent) else { return text }
        let bytes = text.utf8.span
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            guard let escaped = PercentEncoding.escapedByte(bytes, at: position) else {
                output.append(bytes[position])
                position += 1
                continue
            }
            if ASCIISet.unreserved.contains(escaped) {
                output.append(escaped)
            } else {
                output.append(ASCII.percent)
                output.append(ASCII.hexadecimalDigit(escaped >> 4))
                output.append(ASCII.hexadecimalDigit(escaped))
            }
            position += 3
        }
        return String(decoding: output, as: UTF8.self)
    }
}
