// The room HTTPWire: filled by the next commits.
