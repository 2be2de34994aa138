// Buttons: with words, or with an icon and a name.

import type { ComponentChildren, JSX } from "preact";
import type { LucideIcon } from "lucide-preact";
import { Spinner } from "./feedback";

type Native = Omit<JSX.IntrinsicElements["button"], "icon" | "size">;

export interface ButtonProps extends Native {
  readonly look?: "plain" | "primary" | "danger" | "quiet";
  readonly icon?: LucideIcon;
  readonly busy?: boolean;
  readonly wide?: boolean;
  readonly large?: boolean;
  readonly children?: ComponentChildren;
}

export function Button({ look = "plain", icon: Icon, busy, wide, large, children, disabled, ...rest }: ButtonProps): JSX.Element {
  const classes = ["button", look, wide && "wide", large && "large"].filter(Boolean).join(" ");
  return (
    <button type="button" {...rest} class={classes} disabled={Boolean(busy) || Boolean(disabled)} aria-busy={Boolean(busy)}>
      {busy ? <Spinner /> : Icon && <Icon size={16} aria-hidden />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Native {
  readonly name: string; // what it does; its label and tooltip
  readonly icon: LucideIcon;
  readonly size?: number;
}

export function IconButton({ name, icon: Icon, size = 17, ...rest }: IconButtonProps): JSX.Element {
  return (
    <button type="button" {...rest} class={`icon-button ${rest.class ?? ""}`} aria-label={name} title={name}>
      <Icon size={size} aria-hidden />
    </button>
  );
}
