import { describe, expect, it } from "vitest";
import { usesIn } from "./uses";

const HEAD = 'import { rich, say, t as tr, t } from "../languages/say";\n';
const texts = (source: string): readonly string[] => [...usesIn({ "a.tsx": HEAD + source }).texts];
const faults = (source: string): readonly string[] => usesIn({ "a.tsx": HEAD + source }).faults;

describe("texts", () => {
  it.each([
    ['t("One")', ["One"]],
    ["t(`One`)", ["One"]],
    ['tr("By another name")', ["By another name"]],
    ['t(open ? "One" : (shut ? "Two" : "Three"))', ["One", "Two", "Three"]],
    ['const A = { name: say("One") };', ["One"]],
    ['<p title={t("One")}>{rich("<b>Two</b>", { b: bold })}</p>', ["One", "<b>Two</b>"]],
    ['row.t("No"); <a t="no" />', []],
  ])("of %s", (source, found) => {
    expect(texts(source)).toEqual(found);
    expect(faults(source)).toEqual([]);
  });

  it("are those of the catalogues, not of a function that happens to have the name", () => {
    expect([...usesIn({ "a.ts": 'const t = (x) => x; t("No"); import "../languages/say";' }).texts]).toEqual([]);
  });
});

describe("what is refused", () => {
  it.each([
    ["t(name)", "t() takes a text that is written there"],
    ["t(`One ${two}`)", "t() takes a text that is written there"],
    ['say(open ? "One" : other)', "say() takes a text that is written there"],
    ["names.map(t)", "t is called where it stands, not handed on"],
    ['t("{name} is gone")', '"{name} is gone" is not given name'],
    ['t("{name} is gone", { nam: 1 })', '"{name} is gone" has no nam'],
    ['rich("Read <link>it</link>", {})', '"Read <link>it</link>" is not given link'],
  ])("%s", (source, fault) => {
    expect(faults(source)).toContain(`a.tsx:2: ${fault}`);
  });

  it("is not what cannot be seen", () => {
    expect(faults('t("{name} is gone", values)')).toEqual([]);
    expect(faults('t("{name} is gone", { ...values })')).toEqual([]);
    expect(faults('say("{name} is gone")')).toEqual([]); // it is given where it is told
  });
});
