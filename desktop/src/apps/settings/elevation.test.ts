import { describe, expect, it } from "vitest";
import { ApiError } from "../../client/http";
import { Elevation, NotConfirmedError } from "./elevation";

const refusal = (code: string): ApiError => new ApiError({ title: "Forbidden", status: 403, detail: "no", code, kind: "forbidden" });

/** A request that wants a confirmation as often as this. */
function wanting(times: number) {
  const asked = { count: 0 };
  const act = (): Promise<string> => {
    asked.count += 1;
    return asked.count <= times ? Promise.reject(refusal("elevation_needed")) : Promise.resolve("done");
  };
  return { act, asked };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("a request that may want a confirmation", () => {
  it("is made once where none is wanted", async () => {
    const elevation = new Elevation();
    const { act, asked } = wanting(0);
    expect(await elevation.run(act)).toBe("done");
    expect(asked.count).toBe(1);
    expect(elevation.question.value).toBeNull();
  });

  it("is repeated when the person has confirmed", async () => {
    const elevation = new Elevation();
    const { act, asked } = wanting(1);
    const running = elevation.run(act);
    await nextTurn();
    elevation.question.value?.confirmed();
    expect(await running).toBe("done");
    expect(asked.count).toBe(2);
    expect(elevation.question.value).toBeNull();
  });

  it("is given up when the person has not", async () => {
    const elevation = new Elevation();
    const { act, asked } = wanting(1);
    const running = elevation.run(act);
    const outcome = expect(running).rejects.toBeInstanceOf(NotConfirmedError);
    await nextTurn();
    elevation.question.value?.refused();
    await outcome;
    expect(asked.count).toBe(1);
  });

  it("fails with what else is wrong", async () => {
    const elevation = new Elevation();
    await expect(elevation.run(() => Promise.reject(refusal("user_in_use")))).rejects.toMatchObject({ problem: { code: "user_in_use" } });
    expect(elevation.question.value).toBeNull();
  });
});
