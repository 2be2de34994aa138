import { expect, it } from "vitest";
import { settings } from "./manifest";
import { groupsFor, pageOf } from "./pages";
import { SINGLES } from "./singles";

const SOURCES = import.meta.glob<string>("./*.tsx", { query: "?raw", import: "default", eager: true });

it.each(SINGLES)("finds $id on a page that everybody has, under a title that stands there", ({ page, title }) => {
  expect(pageOf(groupsFor(false), page)).toBeDefined();
  expect(Object.values(SOURCES).some((source) => source.includes(`title={t("${title}")}`))).toBe(true);
});

it("has no two places of one id", () => {
  const ids = settings.places?.map(({ id }) => id) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
});
