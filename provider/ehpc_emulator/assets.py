"""The page at /_emulator/: the files of `page/`, read when they are asked for."""

from __future__ import annotations

from pathlib import Path

from .protocol import Response, json_response

FOLDER = Path(__file__).with_name("page")
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# It loads and asks what this server has and nothing else, no text becomes markup, and no page may frame it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def asset(name: str) -> Response:
    """A file by its name; nothing that is not in the folder."""
    found = {file.name: file for file in FOLDER.iterdir() if file.suffix in KINDS}.get(name)
    if found is None:
        return json_response(404, {"Message": f"the page has no file {name[:80]}"})
    return Response(200, found.read_bytes(), {"Content-Type": f"{KINDS[found.suffix]};charset=utf-8", **HEADERS})
