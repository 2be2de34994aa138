import { describe, expect, it } from "vitest";
import { arrange, fit, Fit, type Candidate } from "./search";

describe("how well a name fits", () => {
  it.each([
    ["Files", "", "files", Fit.Same],
    ["Files", "", "  FILES ", Fit.Same],
    ["Café", "", "cafe", Fit.Same],
    ["Files", "", "fi", Fit.Beginning],
    ["Files", "", "", Fit.Beginning],
    ["Terminal on hearth", "", "hearth", Fit.Words],
    ["Terminal on hearth", "", "hea term", Fit.Words], // in any order
    ["web-server-2", "", "server", Fit.Words],
    ["Appearance", "dark light theme", "dark", Fit.OtherWords],
    ["Appearance", "dark light theme", "theme app", Fit.OtherWords],
    ["Notifications", "", "cation", Fit.Inside],
    ["Show the desktop", "", "std", Fit.Letters],
    ["Terminal on hearth", "", "toh", Fit.Letters],
    ["Terminal", "", "tmnl", Fit.Letters],
    ["Terminal", "", "r", Fit.Inside],
    ["Terminal", "", "lt", null], // in another order
    ["Terminal", "", "erl", null], // not from a word's beginning
    ["Files", "", "x", null],
    ["Files", "", "files x", null],
  ])("%s (%s) for %j", (label, words, text, how) => {
    expect(fit({ label, words }, text)).toBe(how);
  });
});

const LIMITS = { recent: 2, each: 2 };
const thing = (id: string, group: string, label = id): Candidate => ({ id, group, label });
const shown = (candidates: readonly Candidate[], text: string, recent: readonly string[] = []): string[] =>
  arrange(candidates, text, recent, LIMITS).map(({ name, items }) => `${name}: ${items.map((one) => one.id).join(" ")}`);

const APPS = [thing("files", "Apps"), thing("machines", "Apps"), thing("music", "Apps")];
const MACHINES = [thing("machine", "Machines"), thing("mail", "Machines")];

describe("what is shown", () => {
  it("is everything in its groups where nothing is typed, and first what was used last", () => {
    expect(shown([...APPS, ...MACHINES], "")).toEqual(["Apps: files machines music", "Machines: machine mail"]);
    expect(shown([...APPS, ...MACHINES], " ", ["mail", "gone", "music", "files"])).toEqual(["Recent: mail music", "Apps: files machines", "Machines: machine"]);
  });

  it("begins with the group of the best fit", () => {
    expect(shown([...APPS, ...MACHINES], "machine")).toEqual(["Machines: machine", "Apps: machines"]);
    expect(shown([...APPS, ...MACHINES], "machines")).toEqual(["Apps: machines"]);
  });

  it("prefers what was used recently only among what fits alike", () => {
    expect(shown(APPS, "m", ["music"])).toEqual(["Apps: music machines"]);
    expect(shown(APPS, "machines", ["music"])).toEqual(["Apps: machines"]);
    const folders = [thing("a", "Files", "Notes"), thing("b", "Files", "Old notes")];
    expect(shown(folders, "notes", ["b"])).toEqual(["Files: a b"]);
  });

  it("shows only so many of a group", () => {
    expect(shown([thing("a1", "A"), thing("a2", "A"), thing("a3", "A")], "a")).toEqual(["A: a1 a2"]);
  });
});
