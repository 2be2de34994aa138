// Where a person is led to when a form that they have sent is not done.

/** From the button that has sent the form. Nobody is led away from a field. */
export function leadTo(field: HTMLElement | null): void {
  const at = document.activeElement;
  const hasSent = at === document.body || (at instanceof HTMLButtonElement && at.type === "submit"); // a button that is busy keeps no focus
  if (hasSent) field?.focus();
}

/** The first field that must not be empty and is, or else the first field. */
export function toBeMended(form: HTMLFormElement): HTMLElement | null {
  const fields = [...form.querySelectorAll<HTMLInputElement>("input:not([hidden], [tabindex='-1'])")];
  return fields.find(({ required, value }) => required && !value.trim()) ?? fields[0] ?? null;
}
