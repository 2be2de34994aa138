// Where the source says something, read from its syntax: which texts, and what is wrong with how they are said. The types refuse most of that already; here it is
// refused that a text is hidden from this reading.

import ts from "typescript";
import { argumentsOf } from "./message";

export interface Uses {
  readonly texts: ReadonlySet<string>;
  readonly faults: readonly string[];
}

const SAYING = ["t", "say", "rich"]; // `tell` takes what `say` has marked

/** Of files by their paths. */
export function usesIn(files: Readonly<Record<string, string>>): Uses {
  const texts = new Set<string>();
  const faults: string[] = [];
  for (const [path, source] of Object.entries(files)) {
    if (!/languages\/say"/.test(source)) continue;
    const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
    const names = namesIn(file);
    const fault = (node: ts.Node, what: string): void => {
      faults.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`);
    };
    const look = (node: ts.Node): void => {
      ts.forEachChild(node, look);
      if (!ts.isIdentifier(node) || !names.has(node.text) || ts.isImportSpecifier(node.parent) || isMember(node)) return;
      if (!ts.isCallExpression(node.parent) || node.parent.expression !== node) return fault(node, `${node.text} is called where it stands, not handed on`);
      const [text, values] = node.parent.arguments;
      for (const one of literalsOf(text)) {
        if (one === null) fault(node, `${node.text}() takes a text that is written there`);
        else texts.add(one);
        for (const what of one === null || names.get(node.text) === "say" ? [] : misfits(one, values)) fault(node, what);
      }
    };
    look(file);
  }
  return { texts, faults };
}

/** What the file calls them -> what they are. */
function namesIn(file: ts.SourceFile): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || !statement.moduleSpecifier.text.endsWith("languages/say")) continue;
    const bound = statement.importClause?.namedBindings;
    if (!bound || !ts.isNamedImports(bound)) continue;
    for (const { name, propertyName } of bound.elements) {
      const what = (propertyName ?? name).text;
      if (SAYING.includes(what)) names.set(name.text, what);
    }
  }
  return names;
}

/** `row.t`, `{ t: 1 }`, `<a t="…">`: the same letters, but another thing. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) && parent.name === node) || ts.isJsxAttribute(parent) || ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node);
}

/** The texts that an expression can be; null: one that is not known. */
function literalsOf(node: ts.Expression | undefined): readonly (string | null)[] {
  if (!node) return [null];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  return [null];
}

/** What a text asks for and is not given, where that can be seen. */
function misfits(text: string, values: ts.Expression | undefined): readonly string[] {
  const asked = argumentsOf(text);
  if (asked instanceof Error) return []; // that is told of the text
  if (values && !ts.isObjectLiteralExpression(values)) return [];
  const properties = values?.properties ?? [];
  if (properties.some((property) => !property.name || !ts.isIdentifier(property.name))) return [];
  const given = new Set(properties.map((property) => (property.name as ts.Identifier).text));
  const missing = [...asked].filter((name) => !given.has(name)).map((name) => `"${text}" is not given ${name}`);
  return [...missing, ...[...given].filter((name) => !asked.has(name)).map((name) => `"${text}" has no ${name}`)];
}
