// How things are: spinner, progress, dot, badge, notice, empty state.

import { CircleAlert, CircleCheck, Info, Moon, TriangleAlert, type LucideIcon } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { t } from "../languages/say";

export type Tone = "ok" | "warn" | "bad" | "idle" | "rest";

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
        <span>{figure ?? (percent === undefined ? "" : t("{percent} %", { percent }))}</span>
      </div>
    </div>
  );
}

export interface MarkProps {
  readonly tone: Tone;
  readonly busy?: boolean | undefined;
  readonly sign?: LucideIcon | undefined; // instead of a dot, so that the colour does not say it alone
  readonly filled?: boolean | undefined;
}

/** How something is, as a sign beside its name; the words are said elsewhere. */
export function Mark({ tone, busy, sign: Sign, filled }: MarkProps): JSX.Element {
  const moves = busy ? "busy" : "";
  if (!Sign) return <span class={`dot tone-${tone} ${moves}`} aria-hidden="true" />;
  return <Sign size={14} strokeWidth={2.4} class={`mark tone-${tone} ${moves} ${filled ? "filled" : ""}`} aria-hidden />;
}

export function Badge({ children, ...mark }: MarkProps & { readonly children: ComponentChildren }): JSX.Element {
  return (
    <span class={`badge tone-${mark.tone}`}>
      <Mark {...mark} />
      {children}
    </span>
  );
}

const SIGNS: Readonly<Record<Tone, LucideIcon>> = { ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert, idle: Info, rest: Moon };

export function ToneIcon({ tone }: { readonly tone: Tone }): JSX.Element {
  const Sign = SIGNS[tone];
  return <Sign size={17} class={`tone-${tone}`} aria-hidden />;
}

export interface NoticeProps {
  readonly tone: Tone;
  readonly quiet?: boolean; // not read out when it appears, because that is told in another way
  readonly children: ComponentChildren;
}

/** Something to know about what is shown here. */
export function Notice({ tone, quiet, children }: NoticeProps): JSX.Element {
  return (
    <div class={`notice tone-${tone}`} {...(quiet ? {} : { role: tone === "bad" ? "alert" : "status" })}>
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
