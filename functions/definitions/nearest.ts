// The nearest right name for a wrong one, for remedies.
import leven from 'leven';

/** `Did you mean …?`, or what is allowed where nothing is near. */
export function suggestName(wrong: string, allowed: Iterable<string>): string {
  const names = [...allowed];
  const near = names
    .map((name) => ({ name, distance: leven(wrong, name) }))
    .filter(({ name, distance }) => {
      const length = Math.max(name.length, wrong.length);
      return distance < length && distance <= Math.max(2, Math.floor(length / 3));
    })
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))[0];
  if (near) return `Did you mean \`${near.name}\`?`;
  if (names.length === 0) return 'None is defined.';
  const shown = names.slice(0, 12).join(', ');
  return `Allowed: ${shown}${names.length > 12 ? `, … (${names.length} in all)` : ''}.`;
}
