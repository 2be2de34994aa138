// What CodeMirror says of itself: the panel that searches, the line to go to, and what is read out. Its English words are the keys it looks them up by.

import { say, tell, type Said } from "../../languages/say";

const PHRASES: Readonly<Record<string, Said>> = {
  Find: say("Find||in a text"),
  Replace: say("Replace||in a text"),
  next: say("next||match in a text"),
  previous: say("previous||match in a text"),
  all: say("all||matches in a text"),
  "match case": say("match case"),
  regexp: say("regexp"),
  "by word": say("by word||searching a text"),
  replace: say("replace||a match in a text"),
  "replace all": say("replace all||matches in a text"),
  close: say("close||a panel"),
  "current match": say("current match"),
  "on line": say("on line||before a number"),
  "replaced match on line $": say("replaced match on line $"),
  "replaced $ matches": say("replaced $ matches"),
  "Go to line": say("Go to line"),
  go: say("go||to a line"),
  "Selection deleted": say("Selection deleted"),
  "folded code": say("folded code"),
  unfold: say("unfold"),
  to: say("to||between two numbers of lines"),
  "Control character": say("Control character"),
  Completions: say("Completions"),
};

/** In the language that is spoken, as EditorState.phrases takes them. */
export const phrases = (): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(PHRASES).map(([phrase, said]) => [phrase, tell(said)]));
