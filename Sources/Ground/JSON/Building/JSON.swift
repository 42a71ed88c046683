/// A value that is being composed: members keep their order, numbers their spelling.
///
/// Write it as a literal, change it, encode it. A document that was read is seen through `JSONValue` instead. Values
/// are freed recursively, so they must not nest by the hundred thousand: conversion from a document has a limit.
public enum JSON: Sendable {
    /// The name `null`.
    case null
    /// A truth value.
    case bool(Bool)
    /// A number as written.
    case number(JSONNumber)
    /// A string.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object; keys may occur more than once.
    case object([(key: String, value: JSON)])

    /// How deep a value may nest that is converted from a document.
    public static let maximumDepth = 512

    /// What the value is.
    public var kind: JSONKind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The text, if the value is a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The truth value, if it is one.
    public var bool: Bool? { if case .bool(let truth) = self { truth } else { nil } }

    /// The number, if it is one.
    public var number: JSONNumber? { if case .number(let number) = self { number } else { nil } }

    /// The elements, if the value is an array.
    public var array: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

    /// The members, if the value is an object.
    public var object: [(key: String, value: JSON)]? { if case .object(let members) = self { members } else { nil } }

    /// Whether the value is `null`.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// The member with the given key, of duplicates the last.
    ///
    /// Setting replaces that member or appends one; setting nil removes every member with the key. Anything but an
    /// object has no members and becomes an object when one is set.
    public subscript(_ key: String) -> JSON? {
        get { object?.last { Self.isKey($0.key, key) }?.value }
        set {
            var members = object ?? []
            guard let newValue else {
                guard case .object = self else { return }
                members.removeAll { Self.isKey($0.key, key) }
                self = .object(members)
                return
            }
            if let place = members.lastIndex(where: { Self.isKey($0.key, key) }) {
                members[place].value = newValue
            } else {
                members.append((key, newValue))
            }
            self = .object(members)
        }
    }

    /// The element at the given place, nil outside the array.
    public subscript(_ position: Int) -> JSON? {
        guard let array, array.indices.contains(position) else { return nil }
        return array[position]
    }

    /// Keys are equal to the byte; String's own equality would merge composed and decomposed characters.
    private static func isKey(_ first: String, _ second: String) -> Bool {
        first.utf8.elementsEqual(second.utf8)
    }
}
