extension JSONComparison {
    /// A place in both values that is still to be compared.
    private struct Pending {
        let left: JSONValue?
        let right: JSONValue?
        /// Its step in the list of steps.
        let step: Int
    }

    /// The places at which two values differ, in the order of the left one; at most `limit` of them.
    public func differences(_ left: JSONValue, _ right: JSONValue, limit: Int = .max) -> [JSONDifference] {
        var differences: [JSONDifference] = []
        // Steps are linked to the step before, so that a deep path costs one step a level.
        var steps: [(before: Int, token: String)] = [(-1, "")]
        var pending = [Pending(left: left, right: right, step: 0)]
        while let next = pending.popLast(), differences.count < limit {
            guard let left = next.left, let right = next.right else {
                differences.append(difference(next, steps: steps))
                continue
            }
            var children: [Pending] = []
            func descend(_ token: String, _ left: JSONValue?, _ right: JSONValue?) {
                steps.append((next.step, token))
                children.append(Pending(left: left, right: right, step: steps.count - 1))
            }
            if let left = left.array, let right = right.array {
                var (ours, theirs) = (left.makeIterator(), right.makeIterator())
                for position in 0..<max(left.count, right.count) {
                    descend(String(position), ours.next(), theirs.next())
                }
            } else if let left = left.object, let right = right.object {
                let (ours, theirs) = (left.memberLookup, right.memberLookup)
                for member in left.effectiveMembers {
                    descend(member.key, member.value, theirs.value(ofKeyLike: member))
                }
                for member in right.effectiveMembers where ours.value(ofKeyLike: member) == nil {
                    descend(member.key, nil, member.value)
                }
            } else if !areEqualScalars(left, right) {
                differences.append(difference(next, steps: steps))
            }
            pending.append(contentsOf: children.reversed())
        }
        return differences
    }

    private func difference(_ place: Pending, steps: [(before: Int, token: String)]) -> JSONDifference {
        var tokens: [String] = []
        var step = place.step
        while step > 0 {
            tokens.append(steps[step].token)
            step = steps[step].before
        }
        return JSONDifference(pointer: JSONPointer(tokens.reversed()), left: place.left, right: place.right)
    }
}
