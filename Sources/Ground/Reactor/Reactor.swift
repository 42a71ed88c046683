// The room Reactor: filled by the next commits.
