"""What scanning and photographing do to a page: noise, blur, skew, JPEG, perspective, light.

Each takes a picture as an array of bytes (height × width, grey) and returns one.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]


def noise(image: Grey, sigma: float, seed: int = 0) -> Grey:
    """Add normal noise of ``sigma`` levels of grey."""
    rng = np.random.default_rng(seed)
    noisy = image + rng.normal(0, sigma, image.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def blur(image: Grey, sigma: float) -> Grey:
    """Blur with a normal kernel of ``sigma`` pixels."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8)


def skew(image: Grey, degrees: float) -> Grey:
    """Turn the page clockwise on white; the picture grows so that nothing is cut off."""
    turn, size = skewing(image.shape, degrees)
    return np.asarray(cv2.warpAffine(image, turn, size, borderValue=(255,)), np.uint8)


def skewing(
    shape: tuple[int, ...], degrees: float
) -> tuple[npt.NDArray[np.float64], tuple[int, int]]:
    """Return the map of `skew` for a picture of a height and a width, and the new size."""
    height, width = shape
    turn = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1), np.float64)
    sine, cosine = abs(turn[0, 1]), abs(turn[0, 0])
    size = (round(height * sine + width * cosine), round(height * cosine + width * sine))
    turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return turn, size


def jpeg(image: Grey, quality: int) -> Grey:
    """Write as JPEG and read again."""
    written, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert written
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def perspective(image: Grey, tilt: float = 0.08, table: int = 90) -> Grey:
    """Photograph the page from below on a table of grey ``table``.

    The upper edge is shorter by ``tilt`` of the width on either side.
    """
    height, width = image.shape
    margin = width // 20
    size = (width + 2 * margin, height + 2 * margin)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = corners + margin
    seen[0, 0] += tilt * width
    seen[1, 0] -= tilt * width
    seen[:2, 1] += tilt * height / 2
    matrix = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    flags = cv2.INTER_AREA
    return np.asarray(
        cv2.warpPerspective(image, matrix, size, flags=flags, borderValue=(table,)), np.uint8
    )


def shade(image: Grey, darkest: float = 0.45) -> Grey:
    """Let the light fall off from the upper left to ``darkest`` of it at the lower right."""
    height, width = image.shape
    fall = np.add.outer(np.linspace(0, 0.5, height), np.linspace(0, 0.5, width))
    return (image * (1 - (1 - darkest) * fall)).astype(np.uint8)


SKEW = 2.0
"""Degrees of a poor scan."""


def scanned(image: Grey, seed: int = 0) -> Grey:
    """Return a poor scan: skew, blur, noise, JPEG of quality 60."""
    return jpeg(noise(blur(skew(image, SKEW), 1.0), 12, seed), 60)


def photographed(image: Grey, seed: int = 0) -> Grey:
    """Return a photograph by hand: perspective, uneven light, blur, noise, JPEG of quality 75."""
    return jpeg(noise(blur(shade(perspective(image)), 0.8), 6, seed), 75)
