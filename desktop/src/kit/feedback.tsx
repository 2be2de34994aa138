// How things are: spinner, progress, dot, badge, notice, empty state.

import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";

export type Tone = "ok" | "warn" | "bad" | "idle";

export function Spinner({ name }: { readonly name?: string }): JSX.Element {
  return name ? <span class="spinner" role="status" aria-label={name} /> : <span class="spinner" aria-hidden="true" />;
}

export interface ProgressProps {
  readonly step: string;
  readonly share: number | null; // 0 to 1; null: not known
  readonly figure?: string;
}

export function Progress({ step, share, figure }: ProgressProps): JSX.Element {
  const percent = share === null ? undefined : Math.round(Math.min(1, share) * 100);
  return (
    <div class="progress">
      <div
        class={percent === undefined ? "bar unknown" : "bar"}
        style={{ "--share": `${percent ?? 0}%` }}
        role="progressbar"
        aria-label={step}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === undefined ? {} : { "aria-valuenow": percent })}
      />
      <div class="step">
        <span>{step}</span>
        <span>{figure ?? (percent === undefined ? "" : `${percent} %`)}</span>
      </div>
    </div>
  );
}

export function StatusDot({ tone, busy }: { readonly tone: Tone; readonly busy?: boolean }): JSX.Element {
  return <span class={`dot tone-${tone} ${busy ? "busy" : ""}`} aria-hidden="true" />;
}

export function Badge({ tone, busy, children }: { tone: Tone; busy?: boolean; children: ComponentChildren }): JSX.Element {
  return (
    <span class={`badge tone-${tone}`}>
      <StatusDot tone={tone} busy={busy ?? false} />
      {children}
    </span>
  );
}

const SIGNS: Readonly<Record<Tone, LucideIcon>> = { ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert, idle: Info };

export function ToneIcon({ tone }: { readonly tone: Tone }): JSX.Element {
  const Sign = SIGNS[tone];
  return <Sign size={17} class={`tone-${tone}`} aria-hidden />;
}

/** Something to know about what is shown here. */
export function Notice({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class={`notice tone-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <ToneIcon tone={tone} />
      <div>{children}</div>
    </div>
  );
}

export interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps): JSX.Element {
  return (
    <div class="empty">
      <div class="picture">
        <Icon size={32} strokeWidth={1.6} aria-hidden />
      </div>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
