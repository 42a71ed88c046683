// The room Patterns: filled by the next commits.
