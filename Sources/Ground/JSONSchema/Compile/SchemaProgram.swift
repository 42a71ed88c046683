internal import JSON

/// A schema in the form that evaluation walks over; shared and never changed.
final class SchemaProgram: Sendable {
    let nodes: [SchemaNode]
    /// The same subschemas for evaluation.
    let evaluationNodes: [EvaluationNode]
    /// For each resource, the subschemas that dynamic references may be led to.
    let dynamicAnchors: [[String: SchemaNode.ID]]
    /// Whether a dynamic reference asks through which resources evaluation came.
    let tracksScope: Bool
    let options: SchemaOptions
    /// For resolving references after compilation.
    let index: SchemaIndex
    let idsByPlace: [SchemaPlace.Key: SchemaNode.ID]

    init(
        nodes: [SchemaNode],
        dynamicAnchors: [[String: SchemaNode.ID]],
        tracksScope: Bool,
        index: SchemaIndex,
        idsByPlace: [SchemaPlace.Key: SchemaNode.ID]
    ) {
        self.nodes = nodes
        evaluationNodes = nodes.map { EvaluationNode($0) }
        self.dynamicAnchors = dynamicAnchors
        self.tracksScope = tracksScope
        options = index.options
        self.index = index
        self.idsByPlace = idsByPlace
    }
}
