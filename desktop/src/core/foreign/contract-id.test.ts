import { expect, it } from "vitest";
import { contractId } from "./contract-id";

it("writes an entry's id as the contract does", () => expect(contractId("ent_01jd8c7q4x9k2mzv5t3b6h0rnw")).toBe("019350c3-dc9d-4cc5-4fec-ba1acd1062bc"));
