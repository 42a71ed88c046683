/// The shapes of everything that crosses the wire, as text in the language of ``ShapeParser``.
///
/// One text an area. Requests, notifications and the unions of them are not here: they follow from the ``MethodTable``.
enum ShapeTexts {
    static let all = [
        base, envelopes, errors, lifecycle, content, tools, resources, prompts, sampling, elicitation, inputs,
        subscriptions, tasks, tasksExtension,
    ]

    /// All declarations, read once, and what could not be read, which a test shows to be nothing.
    static let read: (declarations: [ShapeDeclaration], problems: [String]) = {
        var read: (declarations: [ShapeDeclaration], problems: [String]) = ([], [])
        for text in all {
            do throws(ShapeTextError) { read.declarations += try ShapeParser.declarations(in: text) } catch {
                read.problems.append(error.description)
            }
        }
        return read
    }()
}
