// The room JSONSchema: filled by the next commits.
