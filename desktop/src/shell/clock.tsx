// The time, to the minute, in the way of the language that is spoken.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { dateFormat } from "../languages/formats";

const timeOf = dateFormat({ hour: "2-digit", minute: "2-digit" });
const dayOf = dateFormat({ weekday: "short", day: "numeric", month: "short" });
const longDayOf = dateFormat({ weekday: "long", day: "numeric", month: "long" });
const MINUTE = 60_000;

export function Clock({ large }: { readonly large?: boolean }): JSX.Element {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), MINUTE - (Date.now() % MINUTE) + 50);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <time class={large ? "clock large" : "clock"} dateTime={now.toISOString()}>
      <span>{timeOf(now)}</span>
      <small>{(large ? longDayOf : dayOf)(now)}</small>
    </time>
  );
}
