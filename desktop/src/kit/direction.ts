// Which way lines are read on this page: `<html dir>` says it. Style sheets follow by themselves; this is for what is measured and for arrow keys.

/** Arabic and others: lines begin at the right. */
export const fromRight = (): boolean => globalThis.document?.documentElement.dir === "rtl";

const TURNED: Readonly<Record<string, string>> = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };

/** The key as it is where lines begin at the left: there ArrowRight is onwards, and to what comes next. */
export const asRead = (key: string): string => (fromRight() ? (TURNED[key] ?? key) : key);

/** Scrolls a row to where it ends. */
export function showEnd(row: HTMLElement): void {
  row.scrollTo({ left: fromRight() ? -row.scrollWidth : row.scrollWidth });
}
