// What moved the score and the KPIs, and how the score adds up, as text.
import type { Locale } from '../definitions/locale.ts';
import type { KpiDriversSection } from './kpi-drivers-section.ts';
import type { MovementSection } from './movement-section.ts';
import type { SumsSection } from './sums-section.ts';
import { INDENT, ROW } from './text-lines.ts';
import { fill } from './words.ts';

export function writeMovement(movement: MovementSection, { plain }: Locale): string[] {
  const total = (label: string, points: string) => fill(plain.total, { label, points });
  return [
    movement.note,
    total(movement.start.period, movement.start.score),
    ...movement.rows.map(({ name, points, note }) => {
      const line = fill(plain.driver, { name, points });
      return ROW + INDENT + (note === null ? line : fill(plain.annotated, { text: line, note }));
    }),
    total(movement.change.label, movement.change.points),
    total(movement.end.period, movement.end.score),
  ];
}

export function writeSums(sums: SumsSection, { plain }: Locale): string[] {
  return [
    sums.note,
    ...sums.rows.map(
      (row) =>
        ROW +
        fill(plain.sums, {
          name: row.name,
          points: row.points,
          weight: row.weight,
          scored: row.scored,
          sub_score: row.subScore,
        }),
    ),
    fill(plain.total, { label: sums.total.label, points: sums.total.points }),
  ];
}

export function writeKpiDrivers({ title, note, rows }: KpiDriversSection, { plain, mail }: Locale): string[] {
  return [
    title,
    note,
    ...rows.map(({ name, total, method, parts }) => {
      const said = parts.map((part) => fill(mail.kpi_drivers.part, { part: part.name, effect: part.effect }));
      const shown = { kpi: name, total, method, parts: said.join(mail.header.separator) };
      return ROW + fill(plain.kpi_driver, shown);
    }),
  ];
}
