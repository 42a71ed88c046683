/// The shapes of everything that crosses the wire, as text in the language of ``ShapeParser``.
///
/// One text an area. Requests, notifications and the unions of them are not here: they follow from the ``MethodTable``.
enum ShapeTexts {
    static let all = [
        base, envelopes, errors, lifecycle, content, tools, resources, prompts, sampling, elicitation, inputs,
        subscriptions, tasks, tasksExtension,
    ]
}
