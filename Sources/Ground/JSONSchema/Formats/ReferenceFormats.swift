internal import Text

/// What points somewhere: URIs, templates of URIs, and pointers into JSON.
enum ReferenceFormats {
    static func isURI(_ text: String) -> Bool { (try? URI(text, options: .uri)) != nil }

    static func isURIReference(_ text: String) -> Bool { (try? URI(text, options: .uriReference)) != nil }

    static func isIRI(_ text: String) -> Bool { (try? URI(text, options: .iri)) != nil }

    static func isIRIReference(_ text: String) -> Bool { (try? URI(text, options: .iriReference)) != nil }

    static func isURITemplate(_ text: String) -> Bool { (try? URITemplate(text)) != nil }

    /// RFC 6901 §3: empty, or tokens that each follow a slash; a tilde is followed by 0 or 1.
    static func isJSONPointer(_ text: String) -> Bool { isJSONPointer(text.utf8[...]) }

    private static func isJSONPointer(_ bytes: Substring.UTF8View) -> Bool {
        guard bytes.isEmpty || bytes.first == UInt8(ascii: "/") else { return false }
        var afterTilde = false
        for byte in bytes {
            if afterTilde, byte != UInt8(ascii: "0"), byte != UInt8(ascii: "1") { return false }
            afterTilde = byte == UInt8(ascii: "~")
        }
        return !afterTilde
    }

    /// A number of steps up, then a pointer or `#`.
    static func isRelativeJSONPointer(_ text: String) -> Bool {
        let bytes = text.utf8[...]
        let digits = bytes.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return false }
        let rest = bytes.dropFirst(digits.count)
        return rest.elementsEqual("#".utf8) || isJSONPointer(rest)
    }
}
