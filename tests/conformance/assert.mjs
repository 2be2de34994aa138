// Of node:assert/strict what the programs use, for pages.

const fail = (message = "it should not have come to this") => {
  throw new Error(message);
};

export default {
  fail,
  equal: (found, expected, message) => Object.is(found, expected) || fail(message ?? `${found} is not ${expected}`),
  match: (text, pattern) => pattern.test(text) || fail(`${text} does not match ${pattern}`),
  ok: (value, message) => value || fail(message ?? `${value} is nothing`),
};
