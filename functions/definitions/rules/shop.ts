// A shop's time zone is one that the calendar knows.
import { isTimeZone } from '../../periods/time-zone.ts';
import { problemAt, type Rule } from './rule.ts';

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
