// What the desktop says. The English text stands where it is used and is the key of its translations; `scripts/messages` gathers the keys.
// Texts are ICU MessageFormat: "{count, plural, one {# file} other {# files}}", "{name} is gone", "Read <link>the guide</link>."
// What follows "||" tells the translators which of several senses is meant, and is not said: "Open||a state of a connection".

import { IntlMessageFormat } from "intl-messageformat";
import { computed } from "@preact/signals";
import { spoken } from "./speech";

declare const key: unique symbol;

/** A text of the catalogues that stands in a table, before it is said. */
export type Said = string & { readonly [key]: true };

export type Value = string | number | Date;
export type Values = Readonly<Record<string, Value>>;

/** Any string that is not known when the desktop is built is no text of the catalogues. */
type Literal<Text extends string> = string extends Text ? never : Text extends Said ? never : Text;

/** A text in the language that is spoken. Only for literals, as the catalogues are made from them; texts of tables are marked by `say` and said by `tell`. */
export function t<Text extends string>(text: Literal<Text>, values?: Values): string {
  return plain(text, values);
}

/** Marks a text in a table, where it is too early to say it: the language may change. */
export function say<Text extends string>(text: Literal<Text>): Said {
  return text as unknown as Said;
}

/** A text that `say` marked, in the language that is spoken. */
export function tell(text: Said, values?: Values): string {
  return plain(text, values);
}

/** A text with something else than text in it: each `<tag>` becomes what its function makes of what is inside, each value is put in as it is. */
export function rich<Text extends string, Part>(
  text: Literal<Text>,
  values: Readonly<Record<string, Value | Part | ((inside: (string | Part)[]) => Part)>>,
): readonly (string | Part)[] {
  const said = formatted(text).format<Part>(values as Parameters<IntlMessageFormat["format"]>[0] as never);
  return Array.isArray(said) ? said : [said];
}

const PLAIN = /^[^{<']*$/; // nothing in it that ICU would read

function plain(text: string, values: Values | undefined): string {
  const { words } = wordsOf(text);
  return PLAIN.test(words) ? words : String(formatted(text).format(values));
}

/** Read once for each language. */
const read = computed(() => {
  void spoken.value;
  return new Map<string, IntlMessageFormat>();
});

function formatted(text: string): IntlMessageFormat {
  const known = read.value.get(text);
  if (known) return known;
  const { words, locale } = wordsOf(text);
  const made = new IntlMessageFormat(words, locale);
  read.value.set(text, made);
  return made;
}

/** What is not translated is said in English, and with the plurals of English. */
function wordsOf(text: string): { readonly words: string; readonly locale: string } {
  const { catalogue, locale, language } = spoken.value;
  const words = catalogue[text];
  return words ? { words, locale } : { words: text.split("||")[0] ?? "", locale: language.id === "en" ? locale : "en" };
}
