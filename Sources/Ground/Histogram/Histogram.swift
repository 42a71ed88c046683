// The room Histogram: filled by the next commits.
