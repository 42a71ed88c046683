// The room SystemLibraries: filled by the next commits.
