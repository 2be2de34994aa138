// A picture as an app's icon: small, and as a data: URL, which is how the registry takes it.

import { t } from "../../languages/say";

const PIXELS = 256; // a side
const MOST_BYTES = 180 * 1024; // of a drawing that is taken as it is; base64 makes it a third more

/** Raises Error for what browsers cannot draw. */
export async function iconFrom(picture: Blob): Promise<string> {
  if (picture.type.startsWith("image/svg") && picture.size <= MOST_BYTES) return dataUrl(new Blob([picture], { type: "image/svg+xml" }));
  const address = URL.createObjectURL(picture);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return fitted(image);
  } catch (cause) {
    throw new Error(t("This picture cannot be read. Choose a PNG, JPEG, WebP or SVG."), { cause });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Whole, in the middle of a square. */
function fitted(image: HTMLImageElement): string {
  const canvas = Object.assign(document.createElement("canvas"), { width: PIXELS, height: PIXELS });
  const { naturalWidth, naturalHeight } = image;
  const scale = PIXELS / Math.max(naturalWidth || PIXELS, naturalHeight || PIXELS); // a drawing may have no size of its own
  const [width, height] = [(naturalWidth || PIXELS) * scale, (naturalHeight || PIXELS) * scale];
  canvas.getContext("2d")?.drawImage(image, (PIXELS - width) / 2, (PIXELS - height) / 2, width, height);
  return canvas.toDataURL("image/png");
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error());
    reader.readAsDataURL(blob);
  });
}
