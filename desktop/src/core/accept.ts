// Which files somebody wants to choose from: extensions and media types, as an `<input accept>` has them.

/** `accept`: in lower case; an empty list takes everything. */
export function accepts(accept: readonly string[], name: string, mediaType: string): boolean {
  if (accept.length === 0) return true;
  const called = name.toLowerCase();
  const type = mediaType.toLowerCase().split(";")[0]?.trim() ?? "";
  return accept.some((wanted) => {
    if (wanted.startsWith(".")) return called.endsWith(wanted);
    if (wanted.endsWith("/*")) return type.startsWith(wanted.slice(0, -1));
    return wanted.includes("/") ? type === wanted : called.endsWith(`.${wanted}`);
  });
}
