import MCP
import Testing

@Suite struct TablesTests {
    @Test(arguments: Revision.all)
    func `a revision has one row for a method`(_ revision: Revision) {
        let names = MethodTable.methods(in: revision).map(\.name)
        #expect(names.count == Set(names).count)
    }

    @Test func `requests and notifications are counted as the texts list them`() {
        let counts = Revision.all.map { revision in
            [Method.Kind.request, .inputRequest, .notification].map {
                MethodTable.methods(in: revision, kind: $0).filter { $0.methodExtension == nil }.count
            }
        }
        #expect(counts == [[15, 0, 9], [15, 0, 9], [16, 0, 9], [20, 0, 11], [10, 3, 8]])
        #expect(
            MethodTable.rows.filter { $0.methodExtension != nil }.map(\.name).sorted() == [
                "notifications/tasks", "tasks/cancel", "tasks/get", "tasks/update",
            ]
        )
    }

    @Test func `what a revision says about a method is asked in one place`() throws {
        let call = try #require(Method.named("tools/call", in: .july2026))
        #expect(call.mirroredName == "name" && call.takesInput && call.makesTasks && call.isSent(by: .client))
        #expect(Method.named("tools/call", in: .june2025)?.makesTasks == false)
        #expect(Method.named("completion/complete", in: .november2024)?.receiverCapability == nil)
        #expect(Method.named("completion/complete", in: .march2025)?.receiverCapability == "completions")
        #expect(Method.named("initialize", in: .july2026) == nil)
        #expect(Method.named("elicitation/create", in: .june2025)?.kind == .request)
        #expect(Method.named("elicitation/create", in: .july2026)?.kind == .inputRequest)
        #expect(Method.named("tools/list", kind: .notification, in: .june2025) == nil)
        #expect(
            MethodTable.history(of: "tools/call").map(\.validity.first) == [.november2024, .november2025, .july2026]
        )
    }

    @Test(arguments: Revision.all)
    func `capabilities that methods need exist on the side that must declare them`(_ revision: Revision) {
        for method in MethodTable.methods(in: revision) {
            for sender in method.senders {
                for needed in [method.receiverCapability].compactMap(\.self) + method.conditions.map(\.capability) {
                    // Each side has its own half of what tasks can be made of.
                    #expect(CapabilityTable.named(needed, of: sender.other, in: revision) != nil, "\(method) \(needed)")
                }
                if let needed = method.senderCapability {
                    #expect(CapabilityTable.named(needed, of: sender, in: revision) != nil, "\(method) \(needed)")
                }
            }
        }
    }

    @Test func `the identifier of an extension is one member`() throws {
        let tasks = try #require(
            CapabilityTable.named("extensions." + MethodTable.tasksExtension, of: .client, in: .july2026)
        )
        #expect(tasks.members == ["extensions", MethodTable.tasksExtension])
        #expect(CapabilityTable.named("resources.subscribe", of: .server, in: .june2025)?.members.count == 2)
    }

    @Test func `error codes come and go`() {
        #expect(ErrorCodeTable.meaning(of: -32002, in: .november2025)?.name == "Resource not found")
        #expect(ErrorCodeTable.meaning(of: -32002, in: .july2026) == nil)
        #expect(ErrorCodeTable.meaning(of: -32601, in: .july2026)?.status == 404)
        #expect(!ErrorCodeTable.mayBeSent(-32042, in: .july2026) && ErrorCodeTable.mayBeSent(-32042, in: .november2025))
        #expect(ErrorCodeTable.mayBeSent(-5, in: .july2026) && !ErrorCodeTable.mayBeSent(-32050, in: .july2026))
    }

    @Test func `validity says where it begins and ends`() {
        #expect(Validity.legacy.revisions == Revision.legacy && Validity.modern.revisions == Revision.modern)
        #expect(Validity.always.description == "all revisions" && Validity.modern.description == "since 2026-07-28")
        #expect(Validity(since: .june2025, until: .june2025).description == "only 2025-06-18")
    }
}
