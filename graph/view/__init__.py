"""The network page: one self-contained HTML document of who stands where."""

from .page import build_page, write_page

__all__ = ["build_page", "write_page"]
