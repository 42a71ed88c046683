// The room HTTP: filled by the next commits.
