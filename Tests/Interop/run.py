"""Our client against servers made by others, and clients made by others against our server.

    run.py COMPORT ENVIRONMENTS [PATTERN]

COMPORT is the program under test. ENVIRONMENTS is a folder of virtual environments: `v1` and `v2` hold the Python SDK of
that version, `servers` holds fastmcp, mcp-server-time and mcp-server-git. PATTERN chooses cases by a part of their name.
Every process is started with a bound on its time, and none outlives this program. Exits with 1 if anything failed or
nothing ran.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent / "peers"
COMPORT = os.path.abspath(sys.argv[1])
ENVIRONMENTS = Path(os.path.abspath(sys.argv[2]))
PATTERN = sys.argv[3] if len(sys.argv) > 3 else ""


def python(environment: str) -> str:
    return str(ENVIRONMENTS / environment / "bin" / "python")


def program(name: str) -> str:
    return str(ENVIRONMENTS / "servers" / "bin" / name)


class Failure(Exception):
    pass


def require(condition: object, seen: object) -> None:
    if not condition:
        raise Failure(f"unexpected: {seen!r}"[:2000])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int, process: subprocess.Popen, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Failure(f"the peer ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Failure(f"nothing listens on port {port} after {seconds} s")


class Background:
    """A process in a group of its own that is ended when its block is left.

    What it says goes to a file: a pipe that nobody reads would stop it when it is full.
    """

    def __init__(self, command: list[str], **variables: str):
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.said,
            env={**os.environ, **variables},
            start_new_session=True,
        )

    def __enter__(self) -> "Background":
        return self

    def words(self) -> str:
        return os.pread(self.said.fileno(), 1 << 20, 0).decode(errors="replace")

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


@dataclass
class Target:
    """How our client reaches a server: words before the method, and the command behind `--`."""

    before: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    def call(self, *words: str, code: int = 0) -> object:
        line = [COMPORT, "call", *self.before, *words, "--json", "--timeout", "20s", *self.options]
        line += ["--", *self.command] if self.command else []
        ended = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        if ended.returncode != code:
            raise Failure(
                f"{' '.join(words)}: exit {ended.returncode} instead of {code}\n"
                f"{ended.stdout.decode()}{ended.stderr.decode()}"
            )
        text = ended.stdout.decode()
        return json.loads(text) if text.strip() else None


def text_of(result: object) -> str:
    return result["content"][0]["text"]


def tour_python_server(target: Target, asks: bool = True) -> int:
    """Each feature of python_server.py; returns how many were seen."""
    names = {tool["name"] for tool in target.call("tools/list")["tools"]}
    require({"echo", "add", "fail", "count", "ask_name"} <= names, names)
    require(text_of(target.call("tools/call", "echo", "text=hélló 🌍")) == "hélló 🌍", "echo")
    result = target.call("tools/call", "add", "a:=9007199254740993", "b:=1")
    require(result["structuredContent"]["total"] == 9007199254740994, result)
    require(target.call("tools/call", "fail", code=1)["isError"] is True, "fail")
    require(text_of(target.call("tools/call", "count", "to:=3")) == "counted", "count")
    if asks:
        result = target.call("tools/call", "ask_name", "--answer", "name=Ada")
        require(text_of(result) == "Hello Ada", result)
    uris = {item["uri"] for item in target.call("resources/list")["resources"]}
    require("note://fixed" in uris, uris)
    templates = {item["uriTemplate"] for item in target.call("resources/templates/list")["resourceTemplates"]}
    require("note://by/{name}" in templates, templates)
    require(target.call("resources/read", "note://fixed")["contents"][0]["text"] == "a fixed note", "fixed")
    require(target.call("resources/read", "note://by/ada")["contents"][0]["text"] == "a note by ada", "template")
    target.call("resources/read", "note://nowhere/at/all", code=1)
    names = {item["name"] for item in target.call("prompts/list")["prompts"]}
    require("greet" in names, names)
    message = target.call("prompts/get", "greet", "name=Ada")["messages"][0]
    require("greet Ada" in message["content"]["text"], message)
    target.call("no/such/method", code=1)
    return 14 if asks else 13


def tour_time(target: Target) -> int:
    names = {tool["name"] for tool in target.call("tools/list")["tools"]}
    require({"get_current_time", "convert_time"} <= names, names)
    result = target.call("tools/call", "get_current_time", "timezone=Europe/Rome")
    require(json.loads(text_of(result))["timezone"] == "Europe/Rome", result)
    target.call("tools/call", "get_current_time", "timezone=Nowhere/Atall", code=1)
    return 3


def tour_git(target: Target, repository: str) -> int:
    names = {tool["name"] for tool in target.call("tools/list")["tools"]}
    require({"git_status", "git_log"} <= names, names)
    result = target.call("tools/call", "git_log", f"repo_path={repository}", "max_count:=1")
    require("a first commit" in text_of(result), result)
    result = target.call("tools/call", "git_status", f"repo_path={repository}")
    require("clean" in text_of(result), result)
    return 3


cases: list[tuple[str, object]] = []


def case(name: str):
    def register(run):
        cases.append((name, run))
        return run

    return register


def python_server_case(environment: str, transport: str, era: str, **variables: str) -> None:
    label = "fastmcp" if "FASTMCP" in variables else f"mcp {environment}"
    # fastmcp asks in the middle of a call only, which modern servers cannot do.
    asks = "FASTMCP" not in variables or era == "legacy"

    @case(f"our client, {era}: {label} server over {transport}")
    def run() -> int:
        script = str(HERE / "python_server.py")
        interpreter = python(environment)
        if transport == "stdio":
            command = [interpreter, script, "stdio"]
            if variables:
                command = ["env", *(f"{name}={value}" for name, value in variables.items()), *command]
            return tour_python_server(Target(command=command, options=["--era", era]), asks)
        port = free_port()
        url = {
            "http": f"http://127.0.0.1:{port}/mcp",
            "sse": f"sse+http://127.0.0.1:{port}/sse",
            "ws": f"ws://127.0.0.1:{port}/ws",
        }[transport]
        with Background([interpreter, script, transport, str(port)], **variables) as server:
            wait_for_port(port, server.process)
            return tour_python_server(Target(before=[url], options=["--era", era]), asks)


for transport in ["stdio", "http", "sse", "ws"]:
    python_server_case("v1", transport, "auto")
for transport in ["stdio", "http"]:
    python_server_case("v2", transport, "auto")
    python_server_case("v2", transport, "legacy")
python_server_case("v2", "sse", "auto")
for era in ["auto", "legacy"]:
    python_server_case("servers", "http", era, FASTMCP="1")
python_server_case("servers", "stdio", "legacy", FASTMCP="1")


@case("our client, auto: mcp-server-time over stdio")
def run_time() -> int:
    return tour_time(Target(command=[program("mcp-server-time")]))


@case("our client, auto: mcp-server-git over stdio")
def run_git() -> int:
    with tempfile.TemporaryDirectory() as repository:
        for words in [
            ["init", "--quiet"],
            ["-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "--allow-empty", "-m", "a first commit"],
        ]:
            subprocess.run(["git", "-C", repository, *words], check=True)
        return tour_git(Target(command=[program("mcp-server-git"), "--repository", repository]), repository)


def serve_url(server: Background, seconds: float = 10) -> str:
    """The URL that our server prints on standard error when it is ready."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.process.poll() is None:
        if found := re.search(r"listening on (\S+)\n", server.words()):
            return found.group(1)
        time.sleep(0.02)
    raise Failure(f"the server did not say where it listens: {server.words()}")


def our_server_case(environment: str, transport: str, mode: str) -> None:
    @case(f"mcp {environment} client, {mode}: our server over {transport}")
    def run() -> int:
        client = [python(environment), str(HERE / "python_client.py"), transport, mode]
        if transport == "stdio":
            return run_client([*client, COMPORT, "serve", "everything", "--stdio"])
        with Background([COMPORT, "serve", "everything", f"--{transport}", "127.0.0.1:0"]) as server:
            url = serve_url(server).removeprefix("sse+")
            return run_client([*client, url])


def run_client(command: list[str]) -> int:
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    output = ended.stdout.decode(errors="replace")
    if ended.returncode != 0:
        failed = [line for line in output.splitlines() if line.startswith("FAIL")]
        raise Failure("\n".join(failed) or output[-2000:] + ended.stderr.decode(errors="replace")[-3000:])
    return sum(line.startswith("ok ") for line in output.splitlines())


for transport in ["stdio", "http", "sse", "ws"]:
    our_server_case("v1", transport, "legacy")
for mode in ["legacy", "auto"]:
    for transport in ["stdio", "http"]:
        our_server_case("v2", transport, mode)
our_server_case("v2", "sse", "legacy")


def main() -> None:
    passed = failed = features = 0
    for name, run in cases:
        if PATTERN not in name:
            continue
        start = time.monotonic()
        try:
            seen = run()
            require(seen > 0, "no feature was seen")
        except (Failure, OSError, subprocess.SubprocessError, KeyError, IndexError, TypeError, ValueError) as problem:
            failed += 1
            print(f"FAIL {name}\n     {type(problem).__name__}: {problem}", flush=True)
        else:
            passed += 1
            features += seen
            print(f"ok   {name}: {seen} features in {time.monotonic() - start:.1f} s", flush=True)
    print(f"{passed} peers agreed on {features} features, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
