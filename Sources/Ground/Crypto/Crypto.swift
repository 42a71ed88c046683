// The room Crypto: filled by the next commits.
