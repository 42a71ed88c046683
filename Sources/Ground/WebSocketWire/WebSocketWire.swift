// The room WebSocketWire: filled by the next commits.
