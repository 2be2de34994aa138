// A changed picture as a file: what it is called, and its bytes.

import { extensionOf } from "../../core/media";
import { t } from "../../languages/say";
import { AS_IT_IS, frameOf, relit, sizeOf, type Edits } from "./edits";
import { lying, type Size } from "./sight";

/** What browsers write. */
export type Format = "image/png" | "image/jpeg" | "image/webp";

const WRITTEN: Readonly<Record<string, Format>> = { ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp" };
const EXTENSIONS: Readonly<Record<Format, string>> = { "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp" };

export const QUALITY = 92; // per cent, of what loses some

/** The format that its name says, if browsers write it. */
export const formatOf = (name: string): Format | null => WRITTEN[extensionOf(name)] ?? null;

/** "beach (edited).jpg": in its own format if browsers write it, else as PNG. */
export function copyOf(name: string, format: Format = formatOf(name) ?? "image/png"): string {
  const extension = extensionOf(name);
  const stem = extension ? name.slice(0, -extension.length) : name;
  const edited = t("{name} (edited)||a file", { name: stem });
  return edited + (formatOf(name) === format ? name.slice(stem.length) : EXTENSIONS[format]);
}

/** The picture with its edits. `quality`: per cent, of what loses some. */
export async function draw(image: HTMLImageElement, edits: Edits, format: Format, quality: number): Promise<Blob> {
  const picture: Size = { width: image.naturalWidth, height: image.naturalHeight };
  const canvas = Object.assign(document.createElement("canvas"), sizeOf(edits, picture));
  const context = canvas.getContext("2d");
  if (context) paint(context, image, picture, edits, format === "image/jpeg");
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, format, quality / 100));
  if (!blob || !context) throw new Error(t("This picture is too large to be changed in the browser."));
  if (blob.type !== format) throw new Error(t("This browser does not write pictures of this kind."));
  return blob;
}

/** `opaque`: what shows through is white, as the format knows nothing that does. */
function paint(context: CanvasRenderingContext2D, image: HTMLImageElement, picture: Size, edits: Edits, opaque: boolean): void {
  const frame = frameOf(edits, picture);
  const whole = lying(picture, edits.turns);
  const { width, height } = context.canvas;
  context.imageSmoothingQuality = "high";
  if (opaque) {
    context.fillStyle = "white";
    context.fillRect(0, 0, width, height);
  }
  context.scale(width / frame.width, height / frame.height);
  context.translate(whole.width / 2 - frame.x, whole.height / 2 - frame.y);
  if (edits.mirrored) context.scale(-1, 1);
  context.rotate((edits.turns * Math.PI) / 2);
  context.drawImage(image, -picture.width / 2, -picture.height / 2);
  if (JSON.stringify(edits.light) === JSON.stringify(AS_IT_IS)) return;
  const pixels = context.getImageData(0, 0, width, height);
  relit(pixels.data, edits.light);
  context.putImageData(pixels, 0, 0);
}
