extension URITemplate {
    /// The text that the template makes of variables; those without a value are left out (RFC 6570 §3).
    ///
    /// A prefix of a list or of pairs is undefined in the RFC; here it takes the whole value.
    public func expand(_ variables: [String: URITemplateValue]) -> String { expand { variables[$0] } }

    /// The text that the template makes of the values that `value` gives for names.
    public func expand(_ value: (String) -> URITemplateValue?) -> String {
        var output: [UInt8] = []
        for part in parts {
            switch part {
            case .literal(let bytes): output.append(contentsOf: bytes)
            case .expression(let expression):
                var isFirst = true
                for variable in expression.variables {
                    guard let value = value(variable.name), value.isDefined else { continue }
                    let style = expression.style
                    output.append(contentsOf: (isFirst ? style.first : style.separator).utf8)
                    isFirst = false
                    append(value, of: variable, style, to: &output)
                }
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func append(
        _ value: URITemplateValue,
        of variable: Variable,
        _ style: URITemplateStyle,
        to output: inout [UInt8]
    ) {
        if variable.modifier == .explode {
            switch value {
            case .text(let text): appendNamed(variable.name, text, style, to: &output)
            case .list(let texts):
                for (index, text) in texts.enumerated() {
                    if index > 0 { output.append(contentsOf: style.separator.utf8) }
                    appendNamed(variable.name, text, style, to: &output)
                }
            case .pairs(let pairs):
                for (index, pair) in pairs.enumerated() {
                    if index > 0 { output.append(contentsOf: style.separator.utf8) }
                    appendEscaped(pair.name, style, to: &output)
                    output.append(contentsOf: (style.isNamed && pair.value.isEmpty ? style.ifEmpty : "=").utf8)
                    appendEscaped(pair.value, style, to: &output)
                }
            }
            return
        }
        switch value {
        case .text(let text):
            if case .prefix(let length) = variable.modifier {
                let prefix = String(String.UnicodeScalarView(text.unicodeScalars.prefix(length)))
                appendNamed(variable.name, prefix, style, to: &output)
            } else {
                appendNamed(variable.name, text, style, to: &output)
            }
        case .list(let texts): appendJoined(variable.name, texts, style, to: &output)
        case .pairs(let pairs): appendJoined(variable.name, pairs.flatMap { [$0.name, $0.value] }, style, to: &output)
        }
    }

    private func appendNamed(_ name: String, _ text: String, _ style: URITemplateStyle, to output: inout [UInt8]) {
        if style.isNamed { output.append(contentsOf: (name + (text.isEmpty ? style.ifEmpty : "=")).utf8) }
        appendEscaped(text, style, to: &output)
    }

    private func appendJoined(_ name: String, _ texts: [String], _ style: URITemplateStyle, to output: inout [UInt8]) {
        if style.isNamed {
            let isEmpty = texts.count == 1 && texts[0].isEmpty
            output.append(contentsOf: (name + (isEmpty ? style.ifEmpty : "=")).utf8)
        }
        for (index, text) in texts.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            appendEscaped(text, style, to: &output)
        }
    }

    private func appendEscaped(_ text: String, _ style: URITemplateStyle, to output: inout [UInt8]) {
        let bytes = text.utf8.span
        PercentEncoding.append(bytes, keeping: style.kept, keepingEscapes: style.allowsReserved, to: &output)
    }
}

extension URITemplateValue {
    fileprivate var isDefined: Bool {
        switch self {
        case .text: true
        case .list(let texts): !texts.isEmpty
        case .pairs(let pairs): !pairs.isEmpty
        }
    }
}
