// The room Text: filled by the next commits.
