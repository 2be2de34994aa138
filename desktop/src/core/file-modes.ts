// Permission bits as `ls` writes them.

const LETTERS = "rwxrwxrwx";
const SPECIAL = [0o4000, 0o2000, 0o1000] as const; // set-user-id, set-group-id, sticky: at the x of owner, group, others

/** `mode`: the lowest twelve bits of what stat(2) says. */
export function modeLetters(mode: number): string {
  const plain = Array.from(LETTERS, (letter, at) => (mode & (0o400 >> at) ? letter : "-"));
  SPECIAL.forEach((bit, which) => {
    const at = which * 3 + 2;
    if (mode & bit) plain[at] = special(plain[at] === "x", which === 2);
  });
  return plain.join("");
}

function special(executable: boolean, sticky: boolean): string {
  const letter = sticky ? "t" : "s";
  return executable ? letter : letter.toUpperCase();
}

export const modeDigits = (mode: number): string => mode.toString(8).padStart(3, "0");
