/// Keywords that apply other schemas.
enum ApplicatorVectors {
    static let all = [
        KeywordVector(
            "properties",
            #"{"properties": {"a": {"type": "integer"}, "b": false}}"#,
            valid: [#"{"a": 1}"#, "{}", #"{"c": 1}"#, #"{"a": "x", "a": 1}"#, "[]"],
            invalid: [#"{"a": "1"}"#, #"{"b": 1}"#, #"{"\u0061": "1"}"#, #"{"a": 1, "a": "x"}"#]
        ),
        KeywordVector(
            "patternProperties",
            #"{"patternProperties": {"^x-": {"type": "string"}, "-$": false}}"#,
            valid: [#"{"x-a": "1", "y": 1}"#],
            invalid: [#"{"x-a": 1}"#, #"{"a-": 1}"#]
        ),
        KeywordVector(
            "additionalProperties",
            #"{"properties": {"a": true}, "patternProperties": {"^x": true}, "additionalProperties": false}"#,
            valid: [#"{"a": 1, "xy": 2}"#, "{}"],
            invalid: [#"{"b": 1}"#]
        ),
        KeywordVector(
            "additionalProperties",
            #"{"properties": {"\u00e9": true}, "additionalProperties": false}"#,
            valid: [#"{"é": 1}"#],
            invalid: [#"{"e\u0301": 1}"#]
        ),
        KeywordVector(
            "propertyNames",
            #"{"propertyNames": {"maxLength": 2, "pattern": "^[a-z]*$"}}"#,
            valid: [#"{"ab": 1, "": 2}"#, "1"],
            invalid: [#"{"abc": 1}"#, #"{"A": 1}"#]
        ),
        KeywordVector(
            "items",
            #"{"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}"#,
            valid: ["[]", "[\"a\"]", "[\"a\", 1, 2]", "{}"],
            invalid: ["[1]", "[\"a\", \"b\"]"]
        ),
        KeywordVector("prefixItems", #"{"prefixItems": [true, false]}"#, valid: ["[1]"], invalid: ["[1, 2]"]),
        KeywordVector("contains", #"{"contains": {"const": 1}}"#, valid: ["[0, 1]", "1"], invalid: ["[]", "[0]"]),
        KeywordVector(
            "minContains",
            #"{"contains": {"const": 1}, "minContains": 2, "maxContains": 3}"#,
            valid: ["[1, 1]", "[1, 0, 1, 1]"],
            invalid: ["[1]", "[1, 1, 1, 1]"]
        ),
        KeywordVector("minContains", #"{"contains": false, "minContains": 0}"#, valid: ["[]", "[1]"], invalid: []),
        KeywordVector("maxContains", #"{"maxContains": 0}"#, valid: ["[1]"], invalid: []),
        KeywordVector(
            "allOf",
            #"{"allOf": [{"minimum": 1}, {"maximum": 2}]}"#,
            valid: ["1", "2"],
            invalid: ["0", "3"]
        ),
        KeywordVector(
            "anyOf",
            #"{"anyOf": [{"type": "string"}, {"minimum": 5}]}"#,
            valid: ["\"\"", "5", "null"],
            invalid: ["4"]
        ),
        KeywordVector(
            "oneOf",
            #"{"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}"#,
            valid: ["2", "3"],
            invalid: ["1", "6"]
        ),
        KeywordVector("not", #"{"not": {"type": "string"}}"#, valid: ["1"], invalid: ["\"\""]),
        KeywordVector(
            "if",
            #"{"if": {"minimum": 10}, "then": {"multipleOf": 10}, "else": {"multipleOf": 2}}"#,
            valid: ["20", "8"],
            invalid: ["15", "7"]
        ),
        KeywordVector("then", #"{"then": false}"#, valid: ["1"], invalid: []),
        KeywordVector("else", #"{"else": false, "if": true}"#, valid: ["1"], invalid: []),
        KeywordVector(
            "dependentSchemas",
            #"{"dependentSchemas": {"a": {"required": ["b"]}}}"#,
            valid: ["{}", #"{"a": 1, "b": 1}"#, "1"],
            invalid: [#"{"a": 1}"#]
        ),
        KeywordVector(
            "unevaluatedProperties",
            #"""
            {"properties": {"a": true}, "anyOf": [{"properties": {"b": {"const": 1}}, "required": ["b"]},
            {"properties": {"c": true}, "required": ["c"]}, true],
            "if": {"properties": {"d": {"const": 1}}, "required": ["d"]}, "then": {"properties": {"e": true}},
            "not": {"not": {"properties": {"f": true}}}, "unevaluatedProperties": false}
            """#,
            valid: [#"{"a": 1, "b": 1, "c": 1}"#, #"{"d": 1, "e": 1}"#, "{}"],
            invalid: [#"{"b": 2}"#, #"{"e": 1}"#, #"{"f": 1}"#, #"{"a": 1, "z": 1}"#]
        ),
        KeywordVector(
            "unevaluatedItems",
            #"{"prefixItems": [true], "contains": {"const": "x"}, "unevaluatedItems": {"type": "integer"}}"#,
            valid: ["[null, \"x\", 1]", "[\"x\", 2]"],
            invalid: ["[null, \"x\", \"y\"]"]
        ),
        KeywordVector(
            "unevaluatedItems",
            #"{"allOf": [{"items": true}], "unevaluatedItems": false}"#,
            valid: ["[1]"],
            invalid: []
        ),
    ]
}
