// Dates, numbers and orders in the way of the language that is spoken. Each is made once for a language, and whoever is drawn with it is drawn anew in another.

import { computed } from "@preact/signals";
import { locale } from "./speech";

export function dateFormat(options: Intl.DateTimeFormatOptions): (at: Date) => string {
  const format = computed(() => new Intl.DateTimeFormat(locale.value, options));
  return (at) => format.value.format(at);
}

export function numberFormat(options?: Intl.NumberFormatOptions): (amount: number) => string {
  const format = computed(() => new Intl.NumberFormat(locale.value, options));
  return (amount) => format.value.format(amount);
}

/** "in 3 days", "5 minutes ago". */
export function relativeFormat(options?: Intl.RelativeTimeFormatOptions): (amount: number, unit: Intl.RelativeTimeFormatUnit) => string {
  const format = computed(() => new Intl.RelativeTimeFormat(locale.value, options));
  return (amount, unit) => format.value.format(amount, unit);
}

/** "this, that and the other". */
export function listFormat(options?: Intl.ListFormatOptions): (items: readonly string[]) => string {
  const format = computed(() => new Intl.ListFormat(locale.value, options));
  return (items) => format.value.format(items);
}

/** Compares texts, for sorting. */
export function collation(options?: Intl.CollatorOptions): (one: string, other: string) => number {
  const collator = computed(() => new Intl.Collator(locale.value, options));
  return (one, other) => collator.value.compare(one, other);
}
