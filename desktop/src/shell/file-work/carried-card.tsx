// What a finger carries, drawn above it and over everything.

import { Files } from "lucide-preact";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../languages/say";
import { familyOf, iconOf } from "../kinds";
import { carried } from "./finger-carry";
import "./carried-card.css";

export function CarriedCard(): JSX.Element | null {
  const card = useRef<HTMLDivElement>(null);
  const now = carried.value;
  const shown = now !== null;
  useLayoutEffect(() => {
    if (shown) card.current?.showPopover();
  }, [shown]);
  const [first, second] = now?.entries ?? [];
  if (!now || !first) return null;
  const Sign = second ? Files : iconOf(first);
  return (
    <div ref={card} class="carried-card" popover="manual" style={{ left: `${now.x}px`, top: `${now.y}px` }}>
      <span class={`sign ${second ? "" : familyOf(first)}`}>
        <Sign size={20} strokeWidth={1.6} aria-hidden />
      </span>
      <bdi>{second ? t("{count, plural, one {# item} other {# items}}", { count: now.entries.length }) : first.name}</bdi>
    </div>
  );
}
