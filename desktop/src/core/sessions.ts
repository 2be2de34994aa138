// The life of a terminal's link to a session in a machine, as pure steps: opening, live, lost (and tried again),
// resting (the machine sleeps, and trying again would wake it), ended.

import { t } from "../languages/say";
import type { EndCause, ExitStatus, Problem } from "../wire/generated";

export type Link =
  | { readonly at: "opening"; readonly session: string | null; readonly attempt: number }
  | { readonly at: "live"; readonly session: string }
  | { readonly at: "lost"; readonly session: string | null; readonly attempt: number }
  | { readonly at: "resting"; readonly session: string }
  | { readonly at: "ended"; readonly why: string; readonly failed: boolean };

export type LinkEvent =
  | { readonly type: "started"; readonly session: string }
  | { readonly type: "exited"; readonly exit: ExitStatus; readonly cause?: EndCause }
  | { readonly type: "refused"; readonly problem: Problem }
  | { readonly type: "closed" } // the connection is gone, and nobody said why
  | { readonly type: "asleep" } // the machine is; a shell that is there waits in it, and so does whoever wants to go on with it
  | { readonly type: "retry" };

export const opening = (session: string | null): Link => ({ at: "opening", session, attempt: 0 });
export const resting = (session: string): Link => ({ at: "resting", session });

export function step(link: Link, event: LinkEvent): Link {
  if (link.at === "ended") return link;
  switch (event.type) {
    case "started":
      return { at: "live", session: event.session };
    case "exited":
      return { at: "ended", why: describeExit(event.exit, event.cause), failed: false };
    case "refused":
      return isPassing(event.problem) ? lose(link) : { at: "ended", why: describeRefusal(event.problem, link), failed: true };
    case "closed":
      return lose(link);
    case "asleep":
      return link.at === "lost" && link.session !== null ? resting(link.session) : link;
    case "retry":
      if (link.at === "resting") return opening(link.session);
      return link.at === "lost" ? { at: "opening", session: link.session, attempt: link.attempt + 1 } : link;
  }
}

function lose(link: Exclude<Link, { at: "ended" }>): Link {
  return { at: "lost", session: link.session, attempt: "attempt" in link ? link.attempt : 0 };
}

/** Whether trying again later may help: the daemon is starting or stopping, or the machine is paused or out of reach for a moment. */
function isPassing(problem: Problem): boolean {
  return problem.code === "machine_state" || problem.kind === "unavailable" || problem.kind === "timeout" || problem.kind === "rate_limited";
}

function describeRefusal(problem: Problem, link: Link): string {
  if (problem.code === "command_not_found") {
    return t("This machine has no /bin/sh, so no shell can be opened in it. Its logs and its workload are in Machines.");
  }
  const resumed = link.at !== "ended" && link.session !== null;
  if (problem.kind === "not_found" && resumed) return t("The shell that ran here is gone.");
  return problem.detail || problem.title;
}

export function describeExit(exit: ExitStatus, cause: EndCause = ""): string {
  if (cause === "idle") return t("The shell was ended because nobody had used it for too long.");
  if (exit.signal !== undefined && exit.signal !== null) return t("The shell was ended by signal {signal}.", { signal: exit.signal });
  return exit.code ? t("The shell ended with code {code}.", { code: exit.code }) : t("The shell ended.");
}
