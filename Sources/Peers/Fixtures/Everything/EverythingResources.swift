internal import JSON
internal import MCP
internal import MCPServer

/// The resources of the set.
enum EverythingResources {
    static let watchedURI = "test://watched-resource"

    static let staticText = Resource(
        uri: "test://static-text",
        name: "Static Text Resource",
        description: "A static text resource for testing",
        mimeType: "text/plain"
    )

    static func add(to server: MCPServer) throws {
        try server.add(staticText) { read in
            [
                ResourceContents(
                    uri: read.uri,
                    mimeType: "text/plain",
                    text: "This is the content of the static text resource."
                )
            ]
        }
        try server.add(
            Resource(
                uri: "test://static-binary",
                name: "Static Binary Resource",
                description: "A static binary resource (image) for testing",
                mimeType: "image/png"
            )
        ) { read in [ResourceContents(uri: read.uri, mimeType: "image/png", base64: SampleMedia.picture)] }
        try server.add(
            Resource(
                uri: watchedURI,
                name: "Watched Resource",
                description: "A resource that can be subscribed to",
                mimeType: "text/plain"
            )
        ) { read in [ResourceContents(uri: read.uri, mimeType: "text/plain", text: "Watched resource content")] }
        let template = ResourceTemplate(
            uriTemplate: "test://template/{id}/data",
            name: "Resource Template",
            description: "A resource template with parameter substitution",
            mimeType: "application/json"
        )
        try server.add(template) { read in
            let id = read.variables["id"] ?? ""
            let data: JSON = ["id": .string(id), "templateTest": true, "data": .string("Data for ID: \(id)")]
            return [ResourceContents(uri: read.uri, mimeType: "application/json", text: data.description)]
        }
        server.complete(.resource(template.uriTemplate), argument: "id") { value, _ in
            Completion(["1", "12", "123"].filter { $0.hasPrefix(value) })
        }
    }
}
