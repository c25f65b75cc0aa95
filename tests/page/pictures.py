"""Pictures for bots to post."""

import io

from PIL import Image


def picture() -> bytes:
    """Give a small PNG."""
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "steelblue").save(file, "PNG")
    return file.getvalue()
