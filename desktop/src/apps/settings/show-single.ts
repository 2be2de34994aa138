// Brings the section of a single setting into sight, as soon as its page has it: some are read from the server first.

import { tell } from "../../languages/say";
import { singleOf } from "./singles";

/** Answers how to stop waiting. `found`: it was shown, and the page is the person's again. */
export function showSingle(body: HTMLElement, id: unknown, found: () => void): () => void {
  const single = singleOf(id);
  if (!single) return () => undefined;
  const title = tell(single.title);
  const observer = new MutationObserver(() => look());
  const look = (): void => {
    const heading = [...body.querySelectorAll<HTMLElement>(".page-section h3")].find((one) => one.textContent === title);
    if (!heading) return;
    observer.disconnect();
    heading.scrollIntoView({ block: "start" });
    found();
  };
  observer.observe(body, { childList: true, subtree: true });
  look();
  return () => observer.disconnect();
}
