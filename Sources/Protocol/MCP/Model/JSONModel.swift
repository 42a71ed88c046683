public import JSON

/// A typed view of one JSON object.
///
/// The object itself is what is stored, so members that nobody here knows, `_meta` and the digits of numbers pass through
/// untouched. Reading a member of the wrong type gives nil; whether an object is right is the business of the shapes.
public protocol JSONModel: Sendable, Equatable, CustomStringConvertible {
    /// The object.
    var json: JSON { get set }
    /// A view of an object as it came.
    init(json: JSON)
}

extension JSONModel {
    /// Any member; setting nil removes it.
    public subscript(_ member: String) -> JSON? {
        get { json[member] }
        set { json[member] = newValue }
    }

    /// The reserved place for what concerns the protocol and not the object.
    public var meta: JSON? {
        get { json["_meta"] }
        set { json["_meta"] = newValue }
    }

    /// The object as text.
    public var description: String { json.description }

    /// A view of an object that was read.
    public init(_ value: JSONValue) throws(JSONError) { self.init(json: try JSON(value)) }

    func string(_ member: String) -> String? { json[member]?.string }
    func bool(_ member: String) -> Bool? { json[member]?.bool }
    func double(_ member: String) -> Double? { json[member]?.number?.double }
    func integer(_ member: String) -> Int? { json[member]?.number?.integer(Int.self) }
    func strings(_ member: String) -> [String]? { json[member]?.array.map { $0.compactMap(\.string) } }
    func model<Model: JSONModel>(_ member: String, _ type: Model.Type = Model.self) -> Model? {
        guard let value = json[member], value.object != nil else { return nil }
        return Model(json: value)
    }
    func models<Model: JSONModel>(_ member: String, _ type: Model.Type = Model.self) -> [Model]? {
        json[member]?.array.map { elements in elements.map { Model(json: $0) } }
    }
}

extension JSON {
    /// An object of the members that are there.
    public static func object(of members: [(String, JSON?)]) -> JSON {
        .object(members.compactMap { key, value in value.map { (key: key, value: $0) } })
    }

    /// An array of the objects behind views.
    public static func array(of models: [some JSONModel]) -> JSON { .array(models.map(\.json)) }

    /// An array of strings.
    public static func array(of strings: [String]) -> JSON { .array(strings.map(JSON.string)) }
}

extension JSON {
    /// An object without members, which is how a capability is declared.
    public static let emptyObject = JSON.object([])

    /// The value behind several keys.
    func value(at path: [String]) -> JSON? {
        var value = self
        for key in path {
            guard let next = value[key] else { return nil }
            value = next
        }
        return value
    }

    /// Puts a value behind several keys, making the objects on the way; nil removes it.
    mutating func set(_ value: JSON?, at path: [String]) {
        guard let key = path.first else { return }
        if path.count == 1 {
            self[key] = value
        } else if value != nil || self[key] != nil {
            var inner = self[key] ?? .emptyObject
            inner.set(value, at: Array(path.dropFirst()))
            self[key] = inner
        }
    }
}
