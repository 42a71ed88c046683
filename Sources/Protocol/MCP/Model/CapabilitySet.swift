public import JSON

/// What one side offers the other: objects that are there or not, and flags in them.
public protocol CapabilitySet: JSONModel {}

extension CapabilitySet {
    /// The settings of an extension, by its id; nil when it is not supported.
    public func settings(ofExtension id: String) -> JSON? { json["extensions"]?[id] }

    /// Whether an extension is supported.
    public func supports(extension id: String) -> Bool { settings(ofExtension: id) != nil }

    /// Says that an extension is supported.
    public mutating func add(extension id: String, settings: JSON = .emptyObject) {
        json.set(settings, at: ["extensions", id])
    }

    /// What is neither standard nor an extension.
    public var experimental: JSON? {
        get { json["experimental"] }
        set { json["experimental"] = newValue }
    }

    /// Whether an object is there.
    func declares(_ path: String...) -> Bool {
        guard let value = json.value(at: path) else { return false }
        return !value.isNull
    }

    /// Puts an empty object in its place, or takes it away with all that is in it.
    mutating func declare(_ path: String..., offered: Bool) {
        guard offered else { return json.set(nil, at: path) }
        if json.value(at: path)?.object == nil { json.set(.emptyObject, at: path) }
    }

    /// Whether a flag is set.
    func isTrue(_ path: String...) -> Bool { json.value(at: path)?.bool ?? false }

    /// Sets a flag, or takes it away.
    mutating func setTrue(_ path: String..., flag: Bool) {
        json.set(flag ? true : JSON?.none, at: path)
    }
}
