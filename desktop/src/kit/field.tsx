// Form fields with their label, hint and error tied together for screen readers.

import { Eye, EyeOff } from "lucide-preact";
import type { ComponentChildren, JSX, Ref } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { t } from "../languages/say";
import { IconButton } from "./button";
import { leadTo } from "./leading";

interface Described {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | null | undefined;
}

export interface TextFieldProps extends Described, Omit<JSX.IntrinsicElements["input"], "label" | "ref" | "onInput"> {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps): JSX.Element {
  return <Labelled {...props}>{(named) => <TextInput {...props} {...named} />}</Labelled>;
}

/** A password that can be looked at while it is typed. */
export function PasswordField(props: TextFieldProps): JSX.Element {
  const [shown, setShown] = useState(false);
  return (
    <Labelled {...props}>
      {(named) => (
        <div class="input-with-button">
          <TextInput {...props} {...named} type={shown ? "text" : "password"} />
          <IconButton
            name={shown ? t("Hide password") : t("Show password")}
            icon={shown ? EyeOff : Eye}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          />
        </div>
      )}
    </Labelled>
  );
}

interface Named {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

function Labelled({ label, hint, error, children }: Described & { children: (named: Named) => ComponentChildren }): JSX.Element {
  const id = useId();
  const note = `${id}-note`;
  useEffect(() => {
    if (error) leadTo(document.getElementById(id));
  }, [error]);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": (error ?? hint) ? note : undefined, "aria-invalid": Boolean(error) })}
      {error ? (
        <p class="error" id={note} role="alert">
          {error}
        </p>
      ) : (
        hint && (
          <p class="hint" id={note}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

function TextInput({ label: _label, hint: _hint, error: _error, onText, inputRef, ...rest }: TextFieldProps & Named): JSX.Element {
  return <input type="text" {...rest} {...(inputRef ? { ref: inputRef } : {})} class="input" onInput={(event) => onText(event.currentTarget.value)} />;
}

export interface TextAreaFieldProps extends Described, Omit<JSX.IntrinsicElements["textarea"], "label" | "ref" | "onInput"> {
  readonly value: string;
  readonly onText: (text: string) => void;
}

/** Text of several lines. */
export function TextAreaField(props: TextAreaFieldProps): JSX.Element {
  const { label: _label, hint: _hint, error: _error, onText, ...rest } = props;
  return <Labelled {...props}>{(named) => <textarea {...rest} {...named} class="input" onInput={(event) => onText(event.currentTarget.value)} />}</Labelled>;
}

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly note?: string | undefined;
  readonly disabled?: boolean;
}

export interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value | null;
  readonly onChoice: (value: Value) => void;
}

export interface SelectFieldProps<Value extends string> extends Described {
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly disabled?: boolean;
  readonly onChoice: (value: Value) => void;
}

/** One of several, in the browser's own list. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>): JSX.Element {
  const { options, value, disabled = false, onChoice } = props;
  return (
    <Labelled {...props}>
      {(named) => (
        <select {...named} class="input" disabled={disabled} value={value} onChange={(event) => onChoice(event.currentTarget.value as Value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** One of a few, as cards. */
export function ChoiceField<Value extends string>({ label, options, value, onChoice }: ChoiceFieldProps<Value>): JSX.Element {
  const name = useId();
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      <div class="choices" style={{ marginTop: "6px" }}>
        {options.map((option) => (
          <label key={option.value} class="choice">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled ?? false}
              onChange={() => onChoice(option.value)}
            />
            <strong>{option.label}</strong>
            {option.note && <small>{option.note}</small>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
