// A shop's time zone and its calendar of holidays exist.
import { isTimeZone } from '../../periods/time-zone.ts';
import { suggestName } from '../nearest.ts';
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

export const calendarExists: Rule = ({ shop, calendars }) => {
  const id = shop?.value.parameters.holiday_calendar;
  if (!shop || id === undefined || idsOf(calendars).includes(id)) return [];
  const message = `There is no calendar calendars/${id}.yaml.`;
  const path = ['parameters', 'holiday_calendar'];
  return [problemAt(shop, path, 'UNKNOWN_CALENDAR', message, suggestName(id, idsOf(calendars)))];
};
