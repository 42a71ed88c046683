/// Checks of the formats that the keyword `format` names.
public enum Formats {
    /// Whether a text has a format; nil for a format that is not known.
    public static func check(_ name: String, _ text: String) -> Bool? { table[name]?(text) }

    /// The formats that are known.
    public static var names: [String] { table.keys.sorted() }

    private static let table: [String: @Sendable (String) -> Bool] = [
        "date": DateFormats.isDate,
        "time": DateFormats.isTime,
        "date-time": DateFormats.isDateTime,
        "duration": DateFormats.isDuration,
        "email": MailFormats.isAddress,
        "idn-email": MailFormats.isInternationalAddress,
        "hostname": HostFormats.isHostName,
        "idn-hostname": HostFormats.isInternationalHostName,
        "ipv4": HostFormats.isIPv4,
        "ipv6": HostFormats.isIPv6,
        "uri": ReferenceFormats.isURI,
        "uri-reference": ReferenceFormats.isURIReference,
        "iri": ReferenceFormats.isIRI,
        "iri-reference": ReferenceFormats.isIRIReference,
        "uri-template": ReferenceFormats.isURITemplate,
        "json-pointer": ReferenceFormats.isJSONPointer,
        "relative-json-pointer": ReferenceFormats.isRelativeJSONPointer,
        "uuid": TokenFormats.isUUID,
        "regex": TokenFormats.isPattern,
    ]
}
