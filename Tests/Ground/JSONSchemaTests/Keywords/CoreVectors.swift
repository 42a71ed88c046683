/// Keywords by which schemas name and call each other, and those that only say something.
enum CoreVectors {
    static let all = [
        KeywordVector(
            "$ref",
            ##"{"$defs": {"a/b~c %": {"type": "integer"}}, "$ref": "#/$defs/a~1b~0c%20%25", "minimum": 1}"##,
            valid: ["1"],
            invalid: ["\"x\"", "0"]
        ),
        KeywordVector(
            "$ref",
            ##"{"type": "object", "properties": {"next": {"$ref": "#"}}, "additionalProperties": false}"##,
            valid: [#"{"next": {"next": {}}}"#],
            invalid: [#"{"next": {"other": 1}}"#, #"{"next": 1}"#]
        ),
        KeywordVector(
            "$anchor",
            ##"{"$ref": "#here", "$defs": {"x": {"$anchor": "here", "const": 1}}}"##,
            valid: ["1"],
            invalid: ["2"]
        ),
        KeywordVector(
            "$id",
            #"""
            {"$id": "https://example.com/schemas/root", "$ref": "sub/inner#deep",
            "$defs": {"x": {"$id": "sub/inner", "$ref": "#/$defs/y",
            "$defs": {"y": {"type": "integer"}, "z": {"$anchor": "deep", "$ref": "other"},
            "w": {"$id": "other", "minimum": 5}}}}}
            """#,
            valid: ["5"],
            invalid: ["4"]
        ),
        KeywordVector(
            "$id",
            ##"{"$id": "urn:example:root", "$ref": "urn:example:root#/$defs/x", "$defs": {"x": {"const": 1}}}"##,
            valid: ["1"],
            invalid: ["2"]
        ),
        KeywordVector("$id", #"{"const": {"$id": 1}}"#, valid: [#"{"$id": 1}"#], invalid: ["1"]),
        KeywordVector(
            "$dynamicRef",
            ##"""
            {"$id": "https://example.com/strict-tree", "$dynamicAnchor": "node", "$ref": "tree",
            "unevaluatedProperties": false,
            "$defs": {"tree": {"$id": "tree", "$dynamicAnchor": "node", "type": "object",
            "properties": {"data": true, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}}}}}
            """##,
            valid: [#"{"children": [{"data": 1}]}"#],
            invalid: [#"{"children": [{"daat": 1}]}"#, #"{"daat": 1}"#]
        ),
        KeywordVector(
            "$dynamicAnchor",
            ##"{"$ref": "#x", "$defs": {"a": {"$dynamicAnchor": "x", "const": 1}}}"##,
            valid: ["1"],
            invalid: ["2"]
        ),
        KeywordVector("$defs", ##"{"$defs": {"a": false}}"##, valid: ["1"], invalid: []),
        KeywordVector("$comment", #"{"$comment": "none"}"#, valid: ["1"], invalid: []),
        KeywordVector("$vocabulary", #"{"$vocabulary": {"https://example.com/x": true}}"#, valid: ["1"], invalid: []),
        KeywordVector(
            "$schema",
            ##"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/a", "$defs": {"a": false}}"##,
            valid: [],
            invalid: ["1"]
        ),
        KeywordVector(
            "title",
            #"""
            {"title": "t", "description": "d", "default": 1, "deprecated": true, "readOnly": true, "writeOnly": true,
            "examples": [1], "contentEncoding": "base64", "contentMediaType": "application/json",
            "contentSchema": false, "unknown": {"type": 5}}
            """#,
            valid: ["1", "\"not base64!\""],
            invalid: []
        ),
        KeywordVector("true", "true", valid: ["1", "{}"], invalid: []),
        KeywordVector("false", "false", valid: [], invalid: ["1", "{}"]),
        KeywordVector("{}", "{}", valid: ["1", "{}"], invalid: []),
    ]

    /// Keywords that only draft-07 has, or means otherwise.
    static let draft07 = [
        KeywordVector(
            "$ref",
            ##"{"definitions": {"a": {"type": "integer"}}, "$ref": "#/definitions/a", "minimum": 10}"##,
            valid: ["1"],
            invalid: ["\"x\""]
        ),
        KeywordVector(
            "$id",
            ##"{"definitions": {"a": {"$id": "#name", "const": 1}}, "allOf": [{"$ref": "#name"}]}"##,
            valid: ["1"],
            invalid: ["2"]
        ),
        KeywordVector(
            "$id",
            #"""
            {"$id": "http://example.com/base/", "items": {"$ref": "item.json"},
            "definitions": {"i": {"$id": "item.json", "type": "integer"}}}
            """#,
            valid: ["[1]"],
            invalid: ["[\"x\"]"]
        ),
        KeywordVector(
            "items",
            #"{"items": [{"type": "integer"}], "additionalItems": {"type": "string"}}"#,
            valid: ["[]", "[1]", "[1, \"a\"]"],
            invalid: ["[\"a\"]", "[1, 2]"]
        ),
        KeywordVector(
            "additionalItems",
            #"{"items": {"type": "integer"}, "additionalItems": false}"#,
            valid: ["[1, 2]"],
            invalid: ["[\"a\"]"]
        ),
        KeywordVector(
            "dependencies",
            #"{"dependencies": {"a": ["b"], "c": {"required": ["d"]}, "e": false}}"#,
            valid: ["{}", #"{"a": 1, "b": 1}"#, #"{"c": 1, "d": 1}"#, "[]"],
            invalid: [#"{"a": 1}"#, #"{"c": 1}"#, #"{"e": 1}"#]
        ),
        KeywordVector(
            "prefixItems",
            #"{"prefixItems": [false], "unevaluatedItems": false, "dependentRequired": {"a": ["b"]}, "$defs": 1}"#,
            valid: ["[1]", #"{"a": 1}"#],
            invalid: []
        ),
    ]
}
