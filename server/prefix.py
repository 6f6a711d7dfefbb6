"""The folder that the page lies in: routes below it, and requests from which a proxy has taken it off."""

from urllib.parse import quote

from starlette.types import ASGIApp, Receive, Scope, Send


def prefix_of(folder: str) -> str:
    """Return the prefix of paths for a folder such as `plans/` or `/a/b`, in any of the ways to write it."""
    inside = folder.strip("/")
    return f"/{inside}" if inside else ""


def path_within(scope: Scope) -> str:
    """Return the path of a request without that of an application around this one."""
    return str(scope["path"]).removeprefix(str(scope.get("root_path", "")))


def is_below(path: str, prefix: str) -> bool:
    """Say whether a path is a prefix or lies below it."""
    return path == prefix or path.startswith(f"{prefix}/")


class UnderPrefix:
    """Puts the prefix back where a proxy, or a probe beside it, has left it off.

    Streamlit and our own routes are mounted below the prefix alone, and the proxies of the world disagree
    on who takes it off. A path that already has it stays as it is.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app, self.prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or stream."""
        if scope["type"] in ("http", "websocket"):
            root, within = str(scope.get("root_path", "")), path_within(scope)
            if not is_below(within, self.prefix):
                path = f"{root}{self.prefix}{within or '/'}"
                scope = {**scope, "path": path, "raw_path": quote(path).encode("ascii")}
        await self.app(scope, receive, send)
