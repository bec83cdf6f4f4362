// A shop's time zone, its calendar of holidays and its reports exist.
import { isTimeZone } from '../../periods/time-zone.ts';
import { suggestName } from '../nearest.ts';
import { seriesOf } from '../report-series.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

export const timeZoneExists: Rule = ({ shop }) => {
  const zone = shop?.value.parameters.reporting_time_zone;
  if (!shop || zone === undefined || isTimeZone(zone)) return [];
  const path = ['parameters', 'reporting_time_zone'];
  return [
    problemAt(
      shop,
      path,
      'INVALID_VALUE',
      `\`${zone}\` is no time zone.`,
      'Use an IANA name such as Asia/Shanghai or Europe/London.',
    ),
  ];
};

export const shopReportsExist: Rule = ({ shop, reports }) => {
  const wanted = shop?.value.reports ?? [];
  if (!shop) return [];
  return wanted.flatMap((id, index) => {
    const path = ['reports', index];
    if (!idsOf(reports).includes(id)) {
      return [problemAt(shop, path, 'UNKNOWN_REPORT', `\`${id}\` is no report.`, suggestName(id, idsOf(reports)))];
    }
    const series = seriesOf(id, { reports });
    if (wanted.includes(series)) return [];
    const message = `${id} shows the figures of ${series}, which the shop does not make.`;
    return [problemAt(shop, path, 'UNKNOWN_REPORT', message, `Add ${series} here, or take ${id} out.`)];
  });
};

export const calendarExists: Rule = ({ shop, calendars }) => {
  const id = shop?.value.parameters.holiday_calendar;
  if (!shop || id === undefined || idsOf(calendars).includes(id)) return [];
  const message = `There is no calendar calendars/${id}.yaml.`;
  const path = ['parameters', 'holiday_calendar'];
  return [problemAt(shop, path, 'UNKNOWN_CALENDAR', message, suggestName(id, idsOf(calendars)))];
};
