// What is wrong with a translation, by the syntax of both texts and the plurals of its language.

import { IntlMessageFormat } from "intl-messageformat";

type Elements = ReturnType<IntlMessageFormat["getAst"]>;

const LITERAL = 0; // of the parser's kinds of elements
const POUND = 7;

/** The names of the values and tags of a text, or why it cannot be read. */
export function argumentsOf(text: string): ReadonlySet<string> | Error {
  const read = elementsOf(text);
  return read instanceof Error ? read : new Set(walk(read).map((element) => element.value));
}

/** `locale`: whose plurals are expected. */
export function faultsOf(english: string, translated: string, locale: string): readonly string[] {
  const source = elementsOf(english);
  const target = elementsOf(translated);
  if (source instanceof Error) return [`the English cannot be read: ${source.message}`];
  if (target instanceof Error) return [`cannot be read: ${target.message}`];
  const asked = new Set(walk(source).map((element) => element.value));
  const said = new Set(walk(target).map((element) => element.value));
  return [
    ...[...asked].filter((name) => !said.has(name)).map((name) => `${name} is missing`),
    ...[...said].filter((name) => !asked.has(name)).map((name) => `${name} is not in the English`),
    ...walk(target).flatMap((element) => ("pluralType" in element ? pluralFaults(Object.keys(element.options), locale, element.pluralType ?? "cardinal") : [])),
    ...selectFaults(source, target),
  ];
}

/** Whoever counts to this has met all plurals but those of millions, for which `other` does. */
const COUNTED = 200;

function pluralFaults(options: readonly string[], locale: string, type: Intl.PluralRuleType): readonly string[] {
  const rules = new Intl.PluralRules(locale, { type });
  const met = new Set<string>(Array.from({ length: COUNTED }, (_, number) => rules.select(number)));
  const known = new Set<string>(rules.resolvedOptions().pluralCategories);
  return [
    ...[...met].filter((one) => !options.includes(one)).map((one) => `the plural "${one}" is missing`),
    ...options.filter((one) => !one.startsWith("=") && !known.has(one)).map((one) => `there is no plural "${one}" in ${locale}`),
  ];
}

function selectFaults(source: Elements, target: Elements): readonly string[] {
  const options = (elements: Elements): Map<string, string> =>
    new Map(walk(elements).flatMap((element) => ("options" in element && !("pluralType" in element) ? [[element.value, Object.keys(element.options).sort().join(", ")]] : [])));
  const wanted = options(source);
  return [...options(target)].filter(([name, found]) => wanted.get(name) !== found).map(([name, found]) => `${name} selects among ${found}`);
}

function elementsOf(text: string): Elements | Error {
  try {
    return new IntlMessageFormat(text.split("||")[0] ?? "", "en").getAst();
  } catch (reason) {
    return reason as Error;
  }
}

type Named = Exclude<Elements[number], { type: typeof POUND }>;

/** All values and tags, at any depth. */
function walk(elements: Elements): readonly Named[] {
  return elements.flatMap((element): readonly Named[] => {
    if (element.type === LITERAL || element.type === POUND) return [];
    if ("children" in element) return [element, ...walk(element.children)];
    if ("options" in element) return [element, ...Object.values(element.options).flatMap((option) => walk(option.value))];
    return [element];
  });
}
