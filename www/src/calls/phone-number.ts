/** What is wrong with a number to call, or undefined: E.164 is `+` and 7 to 15 digits, the first not 0. */
export function problemWith(number: string): string | undefined {
  if (number === "") return "Enter a number.";
  if (/^\+[1-9]\d{6,14}$/.test(number)) return undefined;
  if (!number.startsWith("+")) return "Begin with + and the country code, such as +1 or +91.";
  if (/^\+0/.test(number)) return "The country code comes first, and none begins with 0.";
  if (/[^+\d]/.test(number)) return "Digits alone after the +: no spaces, hyphens or brackets.";
  return number.length < 8 ? "This number is too short." : "This number is too long: at most 15 digits.";
}
