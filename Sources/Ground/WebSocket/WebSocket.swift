// The room WebSocket: filled by the next commits.
