"""Colours by number: how well one is read on another (WCAG 2.2, 1.4.3), and lighter or darker ones.

Pure; the configuration uses it to refuse a colour that people could not read.
"""

READABLE = 4.5
"""The least contrast between words and what is behind them."""
WHITE = "#ffffff"
BLACK = "#000000"


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white). Colours are `#rrggbb`."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with this share (0 to 1) of another in it."""
    parts = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
