/// Finds subschemas that lead back to themselves at the same place of the instance, whatever the instance is.
enum ReferenceLoops {
    /// Follows `$ref` and `allOf`, which always apply, without recursion.
    static func check(_ nodes: [SchemaNode]) throws(SchemaError) {
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: nodes.count)
        for start in nodes.indices where marks[start] == .new {
            var path: [(id: SchemaNode.ID, left: [SchemaNode.ID])] = [(start, alwaysApplied(nodes[start]))]
            marks[start] = .open
            while let last = path.indices.last {
                guard let next = path[last].left.popLast() else {
                    marks[path[last].id] = .done
                    path.removeLast()
                    continue
                }
                switch marks[next] {
                case .done: break
                case .open: throw loop(from: nodes[path[last].id], to: nodes[next])
                case .new:
                    marks[next] = .open
                    path.append((next, alwaysApplied(nodes[next])))
                }
            }
        }
    }

    private static func alwaysApplied(_ node: SchemaNode) -> [SchemaNode.ID] {
        var ids = node.children.filter { $0.keyword == "allOf" }.map(\.id)
        if let reference = node.reference { ids.append(reference) }
        return ids
    }

    private static func loop(from node: SchemaNode, to target: SchemaNode) -> SchemaError {
        SchemaError(
            .referenceLoop,
            at: node.location,
            expected: "references to go deeper into the instance before they come back",
            seen: "one that leads straight back to \(target.location)"
        )
    }
}
