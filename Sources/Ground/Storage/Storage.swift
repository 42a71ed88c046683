// The room Storage: filled by the next commits.
