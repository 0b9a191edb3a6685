"""A refused call. Codes, statuses and texts are the rows of errors.json."""

from __future__ import annotations

from .facts import ERRORS


class ApiError(Exception):
    """`about` takes the place of %s in the text: a name or a path, never a value."""

    def __init__(self, code: str, about: str = "", *, message: str = "", status: int | None = None) -> None:
        row = ERRORS.get(code, {"status": 400, "text": "An injected error occurred."})
        text = str(row["text"])
        self.code = code
        self.status = int(status or row["status"])
        self.message = message or (text % about if "%s" in text else text)
        super().__init__(self.message)


def invalid(path: str) -> ApiError:
    return ApiError("InvalidParams", path)


def malformed(about: str, status: int = 400) -> ApiError:
    """What is not HTTP, or more of it than the service takes."""
    return ApiError("InvalidRequest", about, status=status)
