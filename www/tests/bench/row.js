// A row of the table: what was measured, and its budget if it has one.

/** @param {string} what @param {number} measured @param {string} unit @param {number} [budget] */
export function row(what, measured, unit, budget) {
  const verdict = budget === undefined ? '' : ` ${budget}${unit && ` ${unit}`}: ${measured <= budget ? 'met' : '**missed**'}`;
  console.log(`| ${what} | ${Number(measured.toFixed(1))}${unit && ` ${unit}`} |${verdict} |`);
}

/** The smallest number that `share` of them do not exceed. @param {readonly number[]} numbers @param {number} share */
export function quantile(numbers, share) {
  const ascending = [...numbers].sort((a, b) => a - b);
  return ascending[Math.ceil(ascending.length * share) - 1] ?? NaN;
}
