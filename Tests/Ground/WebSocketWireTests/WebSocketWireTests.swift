import Testing
@testable import WebSocketWire
