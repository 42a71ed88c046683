import Storage
import Testing

/// Runs `body`, which must fail with the given code, and gives the error back.
@discardableResult
func expectFailure<Result: ~Copyable>(
    _ code: StorageError.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws(StorageError) -> Result
) -> StorageError? {
    do throws(StorageError) {
        _ = try body()
        Issue.record("nothing failed", sourceLocation: sourceLocation)
        return nil
    } catch {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        return error
    }
}
