"""The program that makes a picture small: a picture on stdin, a WebP of at most so many pixels a side on stdout (`worker.py PIXELS`). It runs confined."""

import io
import sys
import warnings

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO", "PPM")
MOST_PIXELS = 100_000_000  # of what is read: 300 MB of memory; what claims more is a bomb or a map


def main() -> int:
    pixels = int(sys.argv[1])
    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=FORMATS) as picture:
        picture.draft("RGB", (pixels, pixels))  # JPEG is read no larger than it must be
        picture.thumbnail((pixels, pixels))
        turned = ImageOps.exif_transpose(picture)
        turned.convert("RGBA" if turned.has_transparency_data else "RGB").save(
            sys.stdout.buffer, "WEBP", quality=80
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
