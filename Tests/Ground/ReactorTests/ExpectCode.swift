import Reactor
import Testing

/// Expects that `body` fails with a code.
func expect(
    _ code: ReactorError.Code,
    _ body: () async throws -> Void,
    location: SourceLocation = #_sourceLocation
) async {
    do {
        try await body()
        Issue.record("expected the failure \(code), but nothing failed", sourceLocation: location)
    } catch let error as ReactorError {
        #expect(error.code == code, "\(error)", sourceLocation: location)
    } catch {
        Issue.record("expected a ReactorError, saw \(error)", sourceLocation: location)
    }
}
