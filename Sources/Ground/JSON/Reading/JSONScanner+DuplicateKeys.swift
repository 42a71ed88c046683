extension JSONScanner {
    /// Notes every key of a closed object that occurred before in it.
    @_lifetime(self: copy self)
    mutating func reportDuplicateKeys(of object: Int, members: Int, tape: borrowing JSONTape) throws(JSONError) {
    }
}
