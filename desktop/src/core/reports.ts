// Answers that a terminal gives by itself when a program asks it something (its kind, the cursor's place, its colours). When old
// output is shown again after re-attaching, the questions in it are old too: answering them would type rubbish into the shell.

const REPORTS = [
  /^\x1b\[[?>=]?[\d;]*[cn]$/, // device attributes, device status
  /^\x1b\[\??\d+;\d+R$/, // cursor position
  /^\x1b\[\??[\d;]*\$y$/, // mode
  /^\x1b\][\d;]+;rgb:[\da-f/]+(\x07|\x1b\\)$/i, // colours
  /^\x1bP[\s\S]*\x1b\\$/, // settings, version
  /^\x1b\[[IO]$/, // focus in and out
];

/** The window came to the front or went behind another: nobody has typed. */
export const isFocusReport = (text: string): boolean => text === "\x1b[I" || text === "\x1b[O";

export function isReport(text: string): boolean {
  return REPORTS.some((report) => report.test(text));
}
