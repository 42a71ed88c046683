internal import JSON
internal import JSONSchema
internal import MCP

/// Arguments that fit the schema of a tool.
enum SampleArguments {
    /// Made-up arguments of a tool, the same every time.
    static func of(_ tool: Tool) -> JSON { fitting(tool.inputSchema) }

    /// A made-up object that fits a schema, as empty as it may be.
    static func fitting(_ schema: JSON?) -> JSON {
        guard let schema, let document = try? JSONDocument(parsing: schema.encoded()),
            let compiled = try? JSONSchema(document.root)
        else { return [:] }
        let required = schema["required"]?.array ?? []
        if required.isEmpty, let empty = try? JSONDocument(parsing: "{}"), compiled.isValid(empty.root) { return [:] }
        var random = SteadyRandom(state: 42)
        return InstanceGenerator(compiled).valid(using: &random) ?? [:]
    }

    /// SplitMix64: good enough to choose values, and the same everywhere.
    private struct SteadyRandom: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
