// A changed picture as a file: what it is called, and its bytes.

import { extensionOf } from "../../core/media";
import { t } from "../../languages/say";
import type { Crop } from "./crop";
import { lying, type Size } from "./sight";

const WRITTEN: Readonly<Record<string, string>> = { ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp" };
const QUALITY = 0.92; // of what loses some

/** "beach (edited).jpg": in its own format if browsers write it, else as PNG. */
export function copyOf(name: string): { readonly name: string; readonly type: string } {
  const extension = extensionOf(name);
  const stem = extension ? name.slice(0, -extension.length) : name;
  const type = WRITTEN[extension];
  const edited = t("{name} (edited)||a file", { name: stem });
  return type ? { name: edited + name.slice(stem.length), type } : { name: `${edited}.png`, type: "image/png" };
}

/** The part within the frame (pixels of the picture as it lies) of the picture turned so many quarters. */
export async function draw(image: HTMLImageElement, turns: number, frame: Crop, type: string): Promise<Blob> {
  const canvas = Object.assign(document.createElement("canvas"), { width: frame.width, height: frame.height });
  const context = canvas.getContext("2d");
  const size: Size = { width: image.naturalWidth, height: image.naturalHeight };
  const turned = lying(size, turns);
  context?.translate(turned.width / 2 - frame.x, turned.height / 2 - frame.y);
  context?.rotate((turns * Math.PI) / 2);
  context?.drawImage(image, -size.width / 2, -size.height / 2);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY));
  if (!blob) throw new Error(t("This picture is too large to be changed in the browser."));
  return blob;
}
