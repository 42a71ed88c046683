/// Checks of the formats that the keyword `format` names.
public enum Formats {
    /// Whether a text has a format; nil for a format that is not known.
    public static func check(_ name: String, _ text: String) -> Bool? { nil }
}
