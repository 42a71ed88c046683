// The room JSON: filled by the next commits.
