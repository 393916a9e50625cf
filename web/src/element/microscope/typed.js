/** Numbers of an example as they are typed. */

/** What softmax is to give adds up to 1: the targets beside the one that was typed keep their proportions. @param {number[]} target @param {number} typed */
export function shareOut(target, typed) {
  const left = 1 - /** @type {number} */ (target[typed]);
  const others = target.reduce((sum, share, index) => (index === typed ? sum : sum + share), 0);
  if (left < 0 || left > 1) return;   // which the engine refuses
  target.forEach((share, index) => {
    if (index !== typed) target[index] = others > 0 ? share * left / others : left / (target.length - 1);
  });
}

/** The shortest decimal that is the same float32: 0.1, not 0.10000000149011612. @param {number} single */
export function shortest(single) {
  for (let digits = 1; digits < 10; ++digits) {
    const value = Number(single.toPrecision(digits));
    if (Math.fround(value) === Math.fround(single)) return value;
  }
  return single;
}
