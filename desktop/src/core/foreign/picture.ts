// Pictures that apps send along.

const MOST_PICTURE = 64 * 1024; // characters, as the notifications have it

/** A picture that comes along; one that lies elsewhere is not asked for, since that would tell its host when and where the person reads it. */
export function pictureOf(value: unknown): string {
  return typeof value === "string" && value.startsWith("data:image/") && value.length <= MOST_PICTURE ? value : "";
}
