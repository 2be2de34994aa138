// An action is one object that menus, shortcuts and tests read: what it is called, when it can be done, and how.

import { matches, type KeyPress } from "./keymap";

export interface Action<Context> {
  readonly id: string;
  readonly label: string;
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly when?: (context: Context) => boolean;
  readonly perform: (context: Context) => void;
}

export function available<A extends Action<C>, C>(actions: readonly A[], context: C): readonly A[] {
  return actions.filter((action) => action.when?.(context) ?? true);
}

/** The action of this key press that can be done now. */
export function actionFor<A extends Action<C>, C>(actions: readonly A[], press: KeyPress, context: C): A | undefined {
  return available(actions, context).find((action) => action.shortcut !== undefined && matches(action.shortcut, press));
}
