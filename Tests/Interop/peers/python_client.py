"""The clients of the Python SDK against our server: every feature that both sides have.

    python_client.py stdio|http|sse|ws [legacy|auto] TARGET...

TARGET is a URL, or a command for stdio. Prints one line a feature and exits with 1 if one fails. With version 2 of the
SDK the second word chooses the era; version 1 knows only the legacy one.
"""

import base64
import contextlib
import sys
import traceback

import anyio
import mcp.types as types

try:
    from mcp import Client

    VERSION = 2
except ImportError:
    VERSION = 1

failures: list[str] = []
done: list[str] = []


@contextlib.asynccontextmanager
async def feature(name: str):
    try:
        with anyio.fail_after(15):
            yield
    except Exception as problem:
        failures.append(name)
        print(f"FAIL {name}: {problem!r}")
        traceback.print_exc()
    else:
        done.append(name)
        print(f"ok   {name}")


def expect(condition: bool, seen: object) -> None:
    if not condition:
        raise AssertionError(f"unexpected: {seen!r}")


logs: list[str] = []
progress: list[float] = []
notifications: list[str] = []


async def on_log(params) -> None:
    logs.append(str(params.data))


async def on_progress(value: float, total: float | None, message: str | None) -> None:
    progress.append(value)


async def on_message(message) -> None:
    notifications.append(type(getattr(message, "root", message)).__name__)


async def on_sampling(context, params):
    return types.CreateMessageResult(
        role="assistant", model="peer", content=types.TextContent(type="text", text="sampled by the peer")
    )


async def on_elicitation(context, params):
    schema = getattr(params, "requested_schema", None) or getattr(params, "requestedSchema", None) or {}
    content: dict[str, object] = {}
    for name, member in schema.get("properties", {}).items():
        kind = member.get("type")
        if "default" in member:
            content[name] = member["default"]
        elif "enum" in member:
            content[name] = member["enum"][0]
        elif "oneOf" in member:
            content[name] = member["oneOf"][0]["const"]
        elif kind == "array":
            items = member["items"]
            content[name] = [items["enum"][0] if "enum" in items else items["anyOf"][0]["const"]]
        elif kind == "string":
            content[name] = "ada@example.com" if member.get("format") == "email" or name == "email" else "Ada"
        elif kind == "boolean":
            content[name] = True
        else:
            content[name] = 1
    return types.ElicitResult(action="accept", content=content)


async def on_roots(context):
    return types.ListRootsResult(roots=[types.Root(uri="file:///peer", name="peer")])


def text_of(result) -> str:
    return result.content[0].text


async def tour(session, modern: bool) -> None:
    """What works the same in both eras."""
    async with feature("tools/list"):
        tools = {tool.name for tool in (await session.list_tools()).tools}
        expect("test_simple_text" in tools, tools)
    async with feature("tools/call text"):
        result = await session.call_tool("test_simple_text", {})
        expect(text_of(result) == "This is a simple text response for testing.", result)
    async with feature("tools/call image"):
        result = await session.call_tool("test_image_content", {})
        expect(base64.b64decode(result.content[0].data).startswith(b"\x89PNG"), result)
    async with feature("tools/call audio"):
        result = await session.call_tool("test_audio_content", {})
        expect(base64.b64decode(result.content[0].data).startswith(b"RIFF"), result)
    async with feature("tools/call embedded resource"):
        result = await session.call_tool("test_embedded_resource", {})
        expect(str(result.content[0].resource.uri) == "test://embedded-resource", result)
    async with feature("tools/call mixed content"):
        result = await session.call_tool("test_multiple_content_types", {})
        expect([item.type for item in result.content] == ["text", "image", "resource"], result)
    async with feature("tools/call error"):
        result = await session.call_tool("test_error_handling", {})
        expect(getattr(result, "is_error", getattr(result, "isError", None)) is True, result)
        expect(text_of(result) == "This tool intentionally returns an error for testing", result)
    async with feature("progress"):
        progress.clear()
        await session.call_tool("test_tool_with_progress", {}, progress_callback=on_progress)
        expect(progress == [0, 50, 100], progress)
    async with feature("resources/list"):
        uris = {str(item.uri) for item in (await session.list_resources()).resources}
        expect("test://static-text" in uris, uris)
    async with feature("resources/templates/list"):
        result = await session.list_resource_templates()
        templates = getattr(result, "resource_templates", None) or result.resourceTemplates
        expect(len(templates) >= 1, result)
    async with feature("resources/read text"):
        result = await session.read_resource("test://static-text")
        expect(bool(result.contents[0].text), result)
    async with feature("resources/read blob"):
        result = await session.read_resource("test://static-binary")
        expect(bool(result.contents[0].blob), result)
    async with feature("resources/read template"):
        result = await session.read_resource("test://template/123/data")
        expect("123" in result.contents[0].text, result)
    async with feature("resources/read unknown"):
        try:
            await session.read_resource("test://nowhere")
        except Exception as problem:
            code = getattr(getattr(problem, "error", problem), "code", None)
            expect(code == (-32602 if modern else -32002), problem)
        else:
            raise AssertionError("no error")
    async with feature("prompts/list"):
        names = {item.name for item in (await session.list_prompts()).prompts}
        expect("test_simple_prompt" in names, names)
    async with feature("prompts/get"):
        result = await session.get_prompt("test_prompt_with_arguments", {"arg1": "one", "arg2": "two"})
        expect("one" in result.messages[0].content.text, result)
    async with feature("completion/complete"):
        reference = types.PromptReference(type="ref/prompt", name="test_prompt_with_arguments")
        result = await session.complete(reference, {"name": "arg1", "value": "t"})
        expect(isinstance(result.completion.values, list), result)
    async with feature("unknown tool"):
        try:
            result = await session.call_tool("no_such_tool", {})
        except Exception as problem:
            expect(getattr(getattr(problem, "error", problem), "code", None) == -32602, problem)
        else:
            raise AssertionError(f"no error: {result!r}")
    async with feature("eight calls at once"):
        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(session.call_tool, "test_simple_text", {})


async def legacy_tour(session, transport: str) -> None:
    """What only sessions have."""
    async with feature("ping"):
        await session.send_ping()
    async with feature("logging"):
        logs.clear()
        await session.set_logging_level("info")
        await session.call_tool("test_tool_with_logging", {})
        await anyio.sleep(0.1)
        expect(len(logs) >= 3, logs)
    async with feature("sampling"):
        result = await session.call_tool("test_sampling", {"prompt": "say it"})
        expect("sampled by the peer" in text_of(result), result)
    async with feature("elicitation"):
        result = await session.call_tool("test_elicitation", {"message": "who?"})
        expect("accept" in text_of(result) and "Ada" in text_of(result), result)
    async with feature("elicitation defaults"):
        result = await session.call_tool("test_elicitation_sep1034_defaults", {})
        expect("John Doe" in text_of(result), result)
    async with feature("elicitation enums"):
        result = await session.call_tool("test_elicitation_sep1330_enums", {})
        expect("accept" in text_of(result), result)
    async with feature("resources/subscribe"):
        await session.subscribe_resource("test://watched-resource")
        await session.unsubscribe_resource("test://watched-resource")
    if transport == "http":
        async with feature("resumption"):
            result = await session.call_tool("test_reconnection", {})
            expect(bool(text_of(result)), result)


async def modern_tour(client) -> None:
    """What only the modern era has."""
    async with feature("input required: elicitation"):
        result = await client.call_tool("test_input_required_result_elicitation", {})
        expect(bool(text_of(result)), result)
    async with feature("input required: sampling"):
        result = await client.call_tool("test_input_required_result_sampling", {})
        expect(bool(text_of(result)), result)
    async with feature("input required: roots"):
        result = await client.call_tool("test_input_required_result_list_roots", {})
        expect(bool(text_of(result)), result)
    async with feature("input required: several"):
        result = await client.call_tool("test_input_required_result_multiple_inputs", {})
        expect(bool(text_of(result)), result)
    async with feature("input required: rounds"):
        result = await client.call_tool("test_input_required_result_multi_round", {})
        expect(bool(text_of(result)), result)
    async with feature("input required: state"):
        result = await client.call_tool("test_input_required_result_request_state", {})
        expect("state-ok" in text_of(result), result)
    async with feature("input required: prompt"):
        result = await client.get_prompt("test_input_required_result_prompt", {})
        expect(bool(result.messages), result)
    async with feature("subscriptions/listen"):
        async with client.listen(tools_list_changed=True) as subscription:
            await client.call_tool("test_trigger_tool_change", {})
            async for event in subscription:
                expect("Tools" in type(event).__name__, event)
                break


@contextlib.asynccontextmanager
async def streams(transport: str, target: list[str]):
    if transport == "stdio":
        from mcp.client.stdio import StdioServerParameters, stdio_client

        async with stdio_client(StdioServerParameters(command=target[0], args=target[1:])) as pair:
            yield pair
    elif transport == "http":
        from mcp.client.streamable_http import streamable_http_client

        async with streamable_http_client(target[0]) as opened:
            yield opened[0], opened[1]
    elif transport == "sse":
        from mcp.client.sse import sse_client

        async with sse_client(target[0]) as pair:
            yield pair
    else:
        from mcp.client.websocket import websocket_client

        async with websocket_client(target[0]) as pair:
            yield pair


async def run_version_1(transport: str, target: list[str]) -> None:
    from mcp import ClientSession

    async with streams(transport, target) as (reading, writing):
        async with ClientSession(
            reading,
            writing,
            sampling_callback=on_sampling,
            elicitation_callback=on_elicitation,
            list_roots_callback=on_roots,
            logging_callback=on_log,
            message_handler=on_message,
        ) as session:
            async with feature("initialize"):
                result = await session.initialize()
                expect(result.protocolVersion == types.LATEST_PROTOCOL_VERSION, result)
            await tour(session, modern=False)
            await legacy_tour(session, transport)


async def run_version_2(transport: str, mode: str, target: list[str]) -> None:
    connection = target[0] if transport == "http" else streams(transport, target)
    async with Client(
        connection,
        mode=mode,
        sampling_callback=on_sampling,
        elicitation_callback=on_elicitation,
        list_roots_callback=on_roots,
        logging_callback=on_log,
        message_handler=on_message,
    ) as client:
        async with feature("handshake"):
            expect((client.protocol_version >= "2026-07-28") == (mode == "auto"), client.protocol_version)
        await tour(client, modern=mode == "auto")
        if mode == "auto":
            await modern_tour(client)
        else:
            await legacy_tour(client, transport)


def main() -> None:
    transport, mode, *target = sys.argv[1:]
    if VERSION == 1:
        anyio.run(run_version_1, transport, target)
    else:
        anyio.run(run_version_2, transport, mode, target)
    print(f"{len(done)} features held, {len(failures)} failed: {transport}, {mode}, SDK {VERSION}")
    sys.exit(1 if failures or not done else 0)


if __name__ == "__main__":
    main()
