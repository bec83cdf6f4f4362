// Snapshot and locale → everything a mail shows, as finished strings, bar heights and percentages. The HTML and the text
// part are both filled from this one view, so they cannot tell different numbers.
import type { Locale } from '../definitions/locale.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { type AttentionSection, viewAttention } from './attention-section.ts';
import { type CarriersSection, viewCarriers } from './carriers-section.ts';
import { dayRange, instantName, periodName } from './dates.ts';
import { type Detail, FULL_DETAIL, isDegraded } from './degrade.ts';
import { type Edition, openEdition } from './edition.ts';
import { type ExperimentsSection, viewExperiments } from './experiments-section.ts';
import { writeHeadline, writePreheader, writeSubject } from './headline.ts';
import { type KpiDriversSection, viewKpiDrivers } from './kpi-drivers-section.ts';
import { checkLinks, type Link, type Links } from './links.ts';
import { type MovementSection, viewMovement } from './movement-section.ts';
import { type OutlookSection, viewOutlook } from './outlook-section.ts';
import { type PeopleSection, viewPeople } from './people-section.ts';
import { type PlanSection, viewPlan } from './plan-section.ts';
import { printedKpis } from './quality-items.ts';
import { type QualitySection, viewQuality } from './quality-section.ts';
import type { ReleaseSection } from './release-section.ts';
import type { RevisedSection } from './revised-section.ts';
import { type ScoreSection, viewScore } from './score-section.ts';
import { type ScorecardSection, viewScorecard } from './scorecard-section.ts';
import { describeSlice } from './slice.ts';
import { type SumsSection, viewSums } from './sums-section.ts';
import { cleanName, fill, pickText } from './words.ts';

export type Header = {
  shop: string;
  links: Link[];
  title: string;
  separator: string;
  period: string;
  headline: string;
  notes: string[];
};

export type Footer = { definitions: Link | null; why: string; links: Link[]; address: string | null };

export type View = {
  lang: string;
  subject: string;
  preheader: string;
  padding: number;
  /** Only in the owners' mail. */
  release: ReleaseSection | null;
  /** Only in the mail of a later revision. */
  revised: RevisedSection | null;
  header: Header;
  score: ScoreSection;
  attention: AttentionSection;
  scorecard: ScorecardSection;
  outlook: OutlookSection | null;
  experiments: ExperimentsSection | null;
  movement: MovementSection | null;
  sums: SumsSection | null;
  kpiDrivers: KpiDriversSection | null;
  carriers: CarriersSection | null;
  people: PeopleSection | null;
  plan: PlanSection | null;
  quality: QualitySection;
  /** Only in the short form: where the whole is. */
  brief: { text: string; link: Link | null } | null;
  /** What stands where something was left out to keep the mail short. */
  degraded: { text: string; link: Link | null } | null;
  footer: Footer;
};

export type ViewInput = { snapshot: Snapshot; locale: Locale; sections: readonly string[]; links: Links; brief?: true };

export function buildView({ snapshot, locale, sections, links, brief }: ViewInput, detail: Detail = FULL_DETAIL): View {
  const edition = openEdition(snapshot, locale, detail);
  checkLinks(links);
  const carriers = sections.includes('carriers') ? viewCarriers(edition) : null;
  const browser = makeLink(links.browser, locale.mail.header.browser, locale);
  return {
    lang: locale.locale,
    subject: writeSubject(edition),
    preheader: writePreheader(edition),
    padding: detail.padding,
    release: null,
    revised: null,
    header: viewHeader(edition, links, carriers !== null),
    score: viewScore(edition),
    attention: viewAttention(edition),
    scorecard: viewScorecard(edition),
    outlook: viewOutlook(edition),
    experiments: viewExperiments(edition),
    movement: sections.includes('drivers') ? viewMovement(edition) : null,
    sums: sections.includes('drivers') ? viewSums(edition) : null,
    kpiDrivers: sections.includes('drivers') ? viewKpiDrivers(edition) : null,
    carriers,
    people: sections.includes('people') ? viewPeople(edition) : null,
    plan: sections.includes('improvements') ? viewPlan(edition) : null,
    quality: viewQuality(edition, carriers !== null),
    brief: brief ? { text: browser === null ? locale.mail.brief.form : locale.mail.brief.whole, link: browser } : null,
    degraded: isDegraded(detail) ? { text: locale.mail.degraded, link: browser } : null,
    footer: viewFooter(edition, links),
  };
}

function viewHeader(edition: Edition, links: Links, carriersShown: boolean): Header {
  const { snapshot, locale } = edition;
  const words = locale.mail.header;
  const { period } = snapshot;
  const isMarked = printedKpis(edition, carriersShown).some(({ notes }) => notes.includes('provisional'));
  return {
    shop: cleanName(snapshot.shop.name),
    links: headerLinks(links, locale),
    title: pickText(snapshot.report.title, locale) ?? snapshot.report.id,
    separator: words.separator,
    period: periodName(period.id, 'long', locale),
    headline: writeHeadline(edition),
    notes: [
      dayRange(period.from, period.to, locale),
      fill(words.as_of, { instant: instantName(snapshot.asOf, period.timeZone, locale) }),
      describeRevision(edition),
      ...(isMarked ? [words.provisional] : []),
      ...(snapshot.slice ? [describeSlice(snapshot.slice, locale)] : []),
    ],
  };
}

function describeRevision({ snapshot: { revision, origin }, locale }: Edition): string {
  const words = locale.mail.header;
  if (revision === 1) return fill(words.revision, { revision: '1' });
  const pattern = origin === 'restatement' ? words.restated : words.replaces;
  return fill(pattern, { revision: String(revision), previous: String(revision - 1) });
}

function viewFooter({ snapshot, locale }: Edition, links: Links): Footer {
  const words = locale.mail.footer;
  const files = makeLink(links.files, locale.access.files, locale);
  const manage = makeLink(links.manage, words.manage, locale);
  const unsubscribe = makeLink(links.unsubscribe, words.unsubscribe, locale);
  return {
    definitions: makeLink(links.definitions, words.definitions, locale),
    why: fill(words.why, { shop: cleanName(snapshot.shop.name) }),
    links: [files, manage, unsubscribe].filter((link) => link !== null),
    address: links.address === undefined || links.address === '' ? null : cleanName(links.address),
  };
}

/** This mail as a page, and in other languages. */
export function headerLinks(links: Links, locale: Locale): Link[] {
  const browser = makeLink(links.browser, locale.mail.header.browser, locale);
  const report = makeLink(links.report, locale.charts.link, locale);
  return [browser, report, ...(links.languages ?? [])].filter((link) => link !== null);
}

export function makeLink(href: string | undefined, label: string, locale: Locale): Link | null {
  return href === undefined ? null : { href, label, lang: locale.locale };
}
