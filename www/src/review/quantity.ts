// Quantities of Kubernetes, to add them up: exact up to 2^53 thousandths.

const QUANTITY = /^([+-]?[0-9]*\.?[0-9]*)(?:([eE][+-]?[0-9]+)|([numkMGTPE]|[KMGTPE]i))?$/;

const SUFFIXES: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The amount of a quantity; NaN if it is none. */
export function amount(quantity: unknown): number {
  const parts = QUANTITY.exec(String(quantity).trim());
  if (!parts?.[1]) return NaN;
  const [, digits, exponent = '', suffix = ''] = parts;
  return Number(digits + exponent) * (SUFFIXES[suffix] ?? 1);
}

/** Such as `2.5`. */
export function plainNumber(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** Such as `1.5 GiB`. */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Math.round(value * 10) / 10} ${units[unit]}`;
}
