"""A server made with the Python SDK, for our client to talk to.

    python_server.py stdio | http PORT | sse PORT | ws PORT

The same features whether it runs with version 1 or version 2 of the SDK, or with fastmcp (FASTMCP=1).
"""

import base64
import os
import sys

import anyio
from pydantic import BaseModel

if os.environ.get("FASTMCP"):
    from fastmcp import Context, FastMCP

    server = FastMCP("python-peer")
    kind = "fastmcp"
else:
    try:
        from mcp.server.mcpserver import Context
        from mcp.server.mcpserver import MCPServer

        server = MCPServer("python-peer", instructions="A peer for tests.")
        kind = "v2"
    except ImportError:
        from mcp.server.fastmcp import Context
        from mcp.server.fastmcp import FastMCP

        port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
        server = FastMCP("python-peer", instructions="A peer for tests.", host="127.0.0.1", port=port)
        kind = "v1"

PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


class Sum(BaseModel):
    total: int


class Name(BaseModel):
    name: str


@server.tool()
def echo(text: str) -> str:
    """Gives the text back."""
    return text


@server.tool()
def add(a: int, b: int) -> Sum:
    """Adds two integers, with structured output."""
    return Sum(total=a + b)


@server.tool()
def fail() -> str:
    """Always fails."""
    raise ValueError("this tool always fails")


@server.tool()
async def count(to: int, ctx: Context) -> str:
    """Reports progress and logs on the way."""
    for step in range(1, to + 1):
        await ctx.report_progress(step, to)
        await ctx.info(f"step {step}")
    return "counted"


@server.tool()
async def sleep(seconds: float) -> str:
    """Takes its time, so that it can be cancelled."""
    await anyio.sleep(seconds)
    return "slept"


if kind == "v2":
    # Works in both eras: the SDK asks in the middle of the call, or by a result that wants input.
    from typing import Annotated

    from mcp.server.mcpserver import Elicit, Resolve

    async def asked_name() -> "Elicit[Name]":
        return Elicit("What is your name?", Name)

    @server.tool()
    async def ask_name(name: Annotated[Name, Resolve(asked_name)]) -> str:
        """Asks for a name."""
        return f"Hello {name.name}"

else:

    @server.tool()
    async def ask_name(ctx: Context) -> str:
        """Asks for a name."""
        if kind == "v1":
            answer = await ctx.elicit("What is your name?", schema=Name)
        else:
            answer = await ctx.elicit("What is your name?", response_type=Name)
        return f"Hello {answer.data.name}" if answer.action == "accept" else answer.action


@server.resource("note://fixed", mime_type="text/plain")
def fixed_note() -> str:
    """A fixed note."""
    return "a fixed note"


@server.resource("note://by/{name}", mime_type="text/plain")
def note(name: str) -> str:
    """A note by someone."""
    return f"a note by {name}"


@server.prompt()
def greet(name: str) -> str:
    """A greeting."""
    return f"Please greet {name}."


def serve_websocket(port: int) -> None:
    import uvicorn
    from mcp.server.websocket import websocket_server
    from starlette.applications import Starlette
    from starlette.routing import WebSocketRoute

    core = server._mcp_server

    async def endpoint(websocket):
        async with websocket_server(websocket.scope, websocket.receive, websocket._send) as (reading, writing):
            await core.run(reading, writing, core.create_initialization_options())

    app = Starlette(routes=[WebSocketRoute("/ws", endpoint)])
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


def main() -> None:
    transport = sys.argv[1]
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    if transport == "stdio":
        server.run("stdio")
    elif transport == "ws":
        serve_websocket(port)
    elif kind == "v1":
        server.run({"http": "streamable-http", "sse": "sse"}[transport])
    elif kind == "v2":
        server.run({"http": "streamable-http", "sse": "sse"}[transport], host="127.0.0.1", port=port)
    else:
        server.run(transport=transport, host="127.0.0.1", port=port)


if __name__ == "__main__":
    main()
