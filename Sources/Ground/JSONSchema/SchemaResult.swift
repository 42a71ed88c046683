/// What an evaluation found out.
public struct SchemaResult: Sendable {
    /// Whether the instance fits the schema.
    public let isValid: Bool
    /// In which ways it does not; empty exactly if it is valid.
    public let findings: [SchemaFinding]
    /// What the schema says about the instance; empty unless asked for, and for invalid instances.
    public let annotations: [SchemaAnnotation]

    init(findings: [SchemaFinding], annotations: [SchemaAnnotation] = []) {
        isValid = findings.isEmpty
        self.findings = findings
        self.annotations = annotations
    }
}
