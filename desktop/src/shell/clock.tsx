// The time, to the minute, in the language of the browser.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DATE = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });
const LONG_DATE = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const MINUTE = 60_000;

export function Clock({ large }: { readonly large?: boolean }): JSX.Element {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), MINUTE - (Date.now() % MINUTE) + 50);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <time class={large ? "clock large" : "clock"} dateTime={now.toISOString()}>
      <span>{TIME.format(now)}</span>
      <small>{(large ? LONG_DATE : DATE).format(now)}</small>
    </time>
  );
}
