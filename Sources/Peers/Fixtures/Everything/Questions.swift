internal import JSON
internal import MCP

/// What the fixtures ask.
enum Questions {
    static let name = ElicitationRequest(
        message: "What is your name?",
        schema: Schemas.object([("name", Schemas.text("Your name"))])
    )

    static let confirmation = ElicitationRequest(
        message: "Please confirm",
        schema: Schemas.object([("ok", ["type": "boolean", "description": "Whether you agree"])])
    )

    static let capital = sampling("What is the capital of France?")

    static func step(_ number: Int) -> ElicitationRequest {
        let question = number == 1 ? "What is your name?" : "What is your favourite colour?"
        let field = number == 1 ? "name" : "color"
        return ElicitationRequest(
            message: "Step \(number): \(question)",
            schema: Schemas.object([(field, Schemas.text(question))])
        )
    }

    static func sampling(_ prompt: String) -> SamplingRequest {
        SamplingRequest(messages: [SamplingMessage(.user, .text(prompt))], maximumTokens: 100)
    }

    static let userForm = Schemas.object([
        ("username", Schemas.text("User's response")), ("email", Schemas.text("User's email address")),
    ])

    static let defaultsForm = Schemas.object(
        [
            ("name", ["type": "string", "description": "User name", "default": "John Doe"]),
            ("age", ["type": "integer", "description": "User age", "default": 30]),
            ("score", ["type": "number", "description": "User score", "default": 95.5]),
            (
                "status",
                [
                    "type": "string", "description": "User status", "enum": ["active", "inactive", "pending"],
                    "default": "active",
                ]
            ),
            ("verified", ["type": "boolean", "description": "Verification status", "default": true]),
        ],
        required: 0
    )

    static let choicesForm = Schemas.object(
        [
            ("untitledSingle", ["type": "string", "enum": ["option1", "option2", "option3"]]),
            ("titledSingle", ["type": "string", "oneOf": titled]),
            (
                "legacyEnum",
                [
                    "type": "string", "enum": ["opt1", "opt2", "opt3"],
                    "enumNames": ["Option One", "Option Two", "Option Three"],
                ]
            ),
            (
                "untitledMulti",
                ["type": "array", "items": ["type": "string", "enum": ["option1", "option2", "option3"]]]
            ),
            ("titledMulti", ["type": "array", "items": ["anyOf": titled]]),
        ],
        required: 0
    )

    private static let titled: JSON = [
        ["const": "value1", "title": "First Option"], ["const": "value2", "title": "Second Option"],
        ["const": "value3", "title": "Third Option"],
    ]
}
