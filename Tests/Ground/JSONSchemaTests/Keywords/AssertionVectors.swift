/// Keywords that look at one value.
enum AssertionVectors {
    static let all = [
        KeywordVector(
            "type",
            #"{"type": "integer"}"#,
            valid: ["0", "-7", "1.0", "1e3", "10e-1", "123456789012345678901234567890"],
            invalid: ["1.5", "1e-1", "\"1\"", "true", "null", "[]", "{}"]
        ),
        KeywordVector(
            "type",
            #"{"type": ["null", "boolean"]}"#,
            valid: ["null", "true", "false"],
            invalid: ["0", "\"\""]
        ),
        KeywordVector(
            "const",
            #"{"const": {"a": [1, {"b": 2.0}]}}"#,
            valid: [#"{"a": [1.0, {"b": 2}]}"#],
            invalid: [#"{"a": [1]}"#, "[]"]
        ),
        KeywordVector(
            "const",
            #"{"const": 0}"#,
            valid: ["0", "0.0", "-0", "0e9"],
            invalid: ["false", "null", "\"0\""]
        ),
        KeywordVector(
            "enum",
            #"{"enum": ["a", 1, null, {"x": []}]}"#,
            valid: ["\"a\"", "\"\\u0061\"", "1.0", "null", #"{"x": []}"#],
            invalid: ["\"b\"", "true", "{}"]
        ),
        KeywordVector(
            "enum",
            #"{"enum": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}"#,
            valid: ["10", "1e1", "0.0"],
            invalid: ["11", "\"1\""]
        ),
        KeywordVector("enum", #"{"enum": []}"#, valid: [], invalid: ["1"]),
        KeywordVector(
            "minimum",
            #"{"minimum": 1.5}"#,
            valid: ["1.5", "15e-1", "2", "\"x\""],
            invalid: ["1", "1.4999"]
        ),
        KeywordVector(
            "maximum",
            #"{"maximum": 9007199254740993}"#,
            valid: ["9007199254740993"],
            invalid: ["9007199254740994", "9007199254740993.5", "1e400"]
        ),
        KeywordVector(
            "exclusiveMinimum",
            #"{"exclusiveMinimum": 0}"#,
            valid: ["1e-400", "1"],
            invalid: ["0", "-0.0"]
        ),
        KeywordVector("exclusiveMaximum", #"{"exclusiveMaximum": 3}"#, valid: ["2.999"], invalid: ["3", "3.0"]),
        KeywordVector(
            "multipleOf",
            #"{"multipleOf": 0.01}"#,
            valid: ["0.07", "19.99", "4.35", "0", "1e30", "\"x\""],
            invalid: ["0.075", "1e-3"]
        ),
        KeywordVector(
            "multipleOf",
            #"{"multipleOf": 3}"#,
            valid: ["9", "-9", "300000000000000000000000000000"],
            invalid: ["10", "100000000000000000000000000000", "1.5"]
        ),
        KeywordVector(
            "minLength",
            #"{"minLength": 2}"#,
            valid: ["\"ab\"", "\"💩x\"", "1"],
            invalid: ["\"💩\"", "\"\""]
        ),
        KeywordVector("maxLength", #"{"maxLength": 2.0}"#, valid: ["\"💩💩\""], invalid: ["\"abc\"", "\"e\\u0301x\""]),
        KeywordVector("minItems", #"{"minItems": 1}"#, valid: ["[0]", "{}"], invalid: ["[]"]),
        KeywordVector("maxItems", #"{"maxItems": 1}"#, valid: ["[0]"], invalid: ["[0, 0]"]),
        KeywordVector("minProperties", #"{"minProperties": 1}"#, valid: [#"{"a": 1}"#, "[]"], invalid: ["{}"]),
        KeywordVector(
            "maxProperties",
            #"{"maxProperties": 1}"#,
            valid: ["{}", #"{"a": 1, "a": 2}"#],
            invalid: [#"{"a": 1, "b": 2}"#]
        ),
        KeywordVector(
            "pattern",
            #"{"pattern": "^\\p{Lu}\\d+$"}"#,
            valid: ["\"Ä12\"", "5"],
            invalid: ["\"a1\"", "\"A1 \""]
        ),
        KeywordVector("pattern", #"{"pattern": "b"}"#, valid: ["\"abc\""], invalid: ["\"ac\""]),
        KeywordVector("format", #"{"format": "date"}"#, valid: ["\"no date\"", "1"], invalid: []),
        KeywordVector(
            "required",
            #"{"required": ["a", "b"]}"#,
            valid: [#"{"a": 1, "b": null}"#, "[]"],
            invalid: [#"{"a": 1}"#, "{}"]
        ),
        KeywordVector(
            "dependentRequired",
            #"{"dependentRequired": {"card": ["name", "date"]}}"#,
            valid: ["{}", #"{"name": 1}"#, #"{"card": 1, "name": 1, "date": 1}"#],
            invalid: [#"{"card": 1, "name": 1}"#]
        ),
        KeywordVector(
            "uniqueItems",
            #"{"uniqueItems": true}"#,
            valid: ["[1, true, \"1\", [1], {\"a\": 1}]", "[0, false, null]", "[]", "\"aa\""],
            invalid: ["[1, 2, 1.0]", #"[{"a": 1, "b": 2}, {"b": 2, "a": 1e0}]"#, "[[], []]", "[\"a\", \"\\u0061\"]"]
        ),
        KeywordVector("uniqueItems", #"{"uniqueItems": false}"#, valid: ["[1, 1]"], invalid: []),
    ]
}
