internal import Text

extension Repository {
    /// The repository of the fixtures, with so many commits more than it has anyway.
    static func sample(more count: Int = 0) -> Repository {
        var repository = Repository()
        let (ada, grace) = ("Ada Lovelace <ada@example.org>", "Grace Hopper <grace@example.org>")
        repository.commit("Begin", by: ada, at: "2026-01-05T09:00:00Z", ["README.md": "# Engine\n"])
        repository.commit(
            "Compute the first numbers",
            by: ada,
            at: "2026-01-06T10:30:00Z",
            [
                "README.md": "# Engine\n\nComputes Bernoulli numbers.\n",
                "src/engine.txt": "load 1\nmultiply 2\nprint\n",
            ]
        )
        repository.commit(
            "Try loops",
            by: grace,
            at: "2026-01-07T08:15:00Z",
            on: "loops",
            after: "main",
            ["src/engine.txt": "load 1\nrepeat 4\nmultiply 2\nend\nprint\n"]
        )
        repository.commit(
            "Say who may use it",
            by: grace,
            at: "2026-01-08T16:45:00Z",
            ["LICENSE": "Anybody may use it.\n"]
        )
        repository.commit(
            "Multiply by three",
            by: ada,
            at: "2026-01-09T11:00:00Z",
            ["src/engine.txt": "load 1\nmultiply 3\nprint\n"]
        )
        for number in 0..<count {
            let time = Timestamp(unixSeconds: 1_768_000_000 + Int64(number) * 60)
            repository.commit(
                "Note \(number)",
                by: number.isMultiple(of: 2) ? ada : grace,
                at: time?.formatted() ?? "",
                ["notes/\(number).md": "Note \(number)\n"]
            )
        }
        return repository
    }
}
