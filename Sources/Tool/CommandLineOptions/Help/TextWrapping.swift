/// Breaks text into lines at spaces.
package enum TextWrapping {
    /// The lines of `text`, none longer than `width` unless a single word is; line breaks in the text are kept.
    package static func lines(_ text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
            // Indented lines are meant as they stand: examples, tables.
            paragraph.hasPrefix(" ") ? [String(paragraph)] : wrap(paragraph, width: width)
        }
    }

    /// `text` with its first line behind `lead` and all others below it, at column `indent`.
    package static func hanging(_ lead: String, _ text: String, indent: Int, width: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines = lines(text, width: max(20, width - indent)).map { $0.isEmpty ? "" : margin + $0 }
        guard lead.count < indent, let first = lines.first else { return [lead] + lines.filter { !$0.isEmpty } }
        lines[0] = lead + first.dropFirst(lead.count)
        return lines
    }

    private static func wrap(_ paragraph: Substring, width: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        for word in paragraph.split(separator: " ") {
            if !current.isEmpty, current.count + 1 + word.count > width {
                lines.append(current)
                current = ""
            }
            current += (current.isEmpty ? "" : " ") + word
        }
        lines.append(current)
        return lines
    }
}
