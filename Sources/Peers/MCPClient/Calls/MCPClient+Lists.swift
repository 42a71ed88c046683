public import JSON
internal import JSONRPC
internal import MCP

extension MCPClient {
    /// The pages of a list, each fetched when it is asked for.
    public func pages(of method: String, _ request: RequestOptions = RequestOptions()) -> ListPages {
        ListPages(client: self, method: method, request: request)
    }

    /// The members of all pages of a list; starts over once where a cursor became invalid.
    func collect(
        _ method: String,
        _ member: String,
        _ request: RequestOptions
    ) async throws(MCPClientError) -> [JSON] {
        var hasRestarted = false
        while true {
            var all: [JSON] = []
            var iterator = pages(of: method, request).makeAsyncIterator()
            do throws(MCPClientError) {
                while let page = try await iterator.next() {
                    guard let elements = page[member]?.array else {
                        let detail = "\(method): expected \(member), an array, in the result"
                        throw MCPClientError(.violation, detail, bytes: page.encoded())
                    }
                    all += elements
                }
                return all
            } catch {
                guard error.answer?.code == ErrorObject.invalidParamsCode, !hasRestarted, iterator.pageCount > 0 else {
                    throw error
                }
                hasRestarted = true
                report(.pagination, "\(method): a cursor of the server's own was refused; the list is read again")
            }
        }
    }
}

/// The pages of a list.
///
/// A cursor that came before, or more pages than the options allow, end the list and are reported.
public struct ListPages: AsyncSequence {
    let client: MCPClient
    let method: String
    let request: RequestOptions

    /// Walks from page to page.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let pages: ListPages
        private var cursor: JSON?
        private var seen: Set<String> = []
        private var isAtEnd = false
        /// How many pages were fetched.
        private(set) var pageCount = 0

        init(_ pages: ListPages) { self.pages = pages }

        /// The next page as it came; nil at the end.
        public mutating func next() async throws(MCPClientError) -> JSON? { try await fetch() }

        /// The next page as it came; nil at the end.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(MCPClientError) -> JSON? {
            try await fetch()
        }

        private nonisolated(nonsending) mutating func fetch() async throws(MCPClientError) -> JSON? {
            guard !isAtEnd else { return nil }
            let params = cursor.map { JSON.object([("cursor", $0)]) }
            let page = try await pages.client.perform(pages.method, params, pages.request)
            pageCount += 1
            advance(by: page)
            return page
        }

        private mutating func advance(by page: JSON) {
            let client = pages.client
            guard let next = page["nextCursor"], !next.isNull else {
                isAtEnd = true
                return
            }
            guard let text = next.string else {
                client.report(.pagination, "\(pages.method): expected nextCursor, a string, saw \(next)")
                isAtEnd = true
                return
            }
            // An empty cursor is one like any other.
            if !seen.insert(text).inserted {
                client.report(.pagination, "\(pages.method): expected another cursor, saw \"\(text)\" again")
                isAtEnd = true
            } else if pageCount >= client.options.mostPages {
                client.report(
                    .pagination,
                    "\(pages.method): expected at most \(client.options.mostPages) pages, saw more"
                )
                isAtEnd = true
            }
            cursor = next
        }
    }

    /// Walks from the first page on.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
