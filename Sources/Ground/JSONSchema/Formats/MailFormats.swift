/// Mail addresses: `Mailbox` of RFC 5321 §4.1.2, and with characters beyond ASCII RFC 6531 §3.3.
enum MailFormats {
    static func isAddress(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 } && isMailbox(text, hostName: HostFormats.isHostName)
    }

    static func isInternationalAddress(_ text: String) -> Bool {
        isMailbox(text, hostName: HostFormats.isInternationalHostName)
    }

    private static func isMailbox(_ text: String, hostName: (String) -> Bool) -> Bool {
        // The local part may hold @ within quotes; the domain may not.
        guard let at = text.unicodeScalars.lastIndex(of: "@") else { return false }
        let local = text.unicodeScalars[..<at]
        let domain = String(text.unicodeScalars[text.unicodeScalars.index(after: at)...])
        guard local.first == "\"" ? isQuoted(local) : isDotString(local) else { return false }
        return domain.hasPrefix("[") ? isAddressLiteral(domain) : hostName(domain)
    }

    private static func isDotString(_ text: Substring.UnicodeScalarView) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(isAtomCharacter)
        }
    }

    private static func isAtomCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~": true
        default: scalar.value >= 0x80
        }
    }

    private static func isQuoted(_ text: Substring.UnicodeScalarView) -> Bool {
        guard text.count >= 2, text.last == "\"" else { return false }
        var escaped = false
        for scalar in text.dropFirst().dropLast() {
            guard scalar.value >= 0x20, scalar.value != 0x7F else { return false }
            if escaped {
                escaped = false
            } else if scalar == "\\" {
                escaped = true
            } else if scalar == "\"" {
                return false
            }
        }
        return !escaped
    }

    private static func isAddressLiteral(_ domain: String) -> Bool {
        guard domain.hasSuffix("]") else { return false }
        let inner = String(domain.dropFirst().dropLast())
        let tag = "IPv6:"
        return inner.lowercased().hasPrefix(tag.lowercased())
            ? HostFormats.isIPv6(String(inner.dropFirst(tag.count))) : HostFormats.isIPv4(inner)
    }
}
