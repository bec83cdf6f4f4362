// Every mistake of infra/stages.ts is refused with its stage and a remedy.
import { describe, expect, it } from 'vitest';
import { checkStages, type NamedStage } from '../../infra/check-stages.ts';
import { STAGES } from '../../infra/stages.ts';
import { PROD } from './synthesize.ts';

const check = (changed: Partial<NamedStage>, ...others: NamedStage[]) =>
  checkStages([{ ...PROD, ...changed }, ...others]);

describe('a stage', () => {
  it('of infra/stages.ts is accepted', () => {
    expect(() => checkStages(STAGES.map((stage) => ({ sender: 'reports@shop.example', ...stage })))).not.toThrow();
  });

  it.each<[string, Partial<NamedStage>, string]>([
    ['a name with capitals', { name: 'Prod' }, 'Write 1 to 20 small letters'],
    ['a name that begins with a digit', { name: '1prod' }, 'Write 1 to 20 small letters'],
    ['a name that makes others too long', { name: 'a'.repeat(21) }, 'Write 1 to 20 small letters'],
    ['an account that is no number', { account: '12345' }, 'Write the account id as text'],
    ['a region without SES', { region: 'cn-north-1' }, 'The region cn-north-1 has no Amazon SES'],
    ['another region without SES', { region: 'cn-northwest-1' }, 'Lambda Function URLs'],
    [
      'a region without Function URLs',
      { region: 'eu-central-2' },
      'The region eu-central-2 has no Lambda Function URLs',
    ],
    ['an address that is none', { mails: ['ann'] }, 'neither an address nor a domain'],
    ['a wildcard', { mails: ['*@shop.example'] }, 'neither an address nor a domain'],
    ['nobody to mail', { mails: [] }, 'takes every mail'],
    ['a list in one text', { mails: ['ann@shop.example;bob@shop.example'] }, 'neither an address nor a domain'],
    ['a sender that is no address', { sender: 'Reports' }, 'The sender "Reports" is no address'],
    ['alarms that reach nobody', { alertsTo: [] }, 'Name at least one e-mail address'],
    ['a limit of nothing', { scanLimitGigabytes: 0 }, 'do not hold together'],
    ['a run that may scan less than a statement', { runScanLimitGigabytes: 50 }, 'do not hold together'],
  ])('is refused with %s', (_, changed, said) => {
    expect(() => check(changed)).toThrow(said);
    expect(() => check(changed)).toThrow(`infra/stages.ts, stage ${changed.name ?? 'prod'}\n`);
  });

  it('mails everyone only where it says that it is production', () => {
    const { production: _, ...silent } = PROD;
    expect(() => checkStages([{ ...silent, name: 'dev' }])).toThrow('write `production: true`');
    expect(() => checkStages([{ ...silent, name: 'dev', mails: ['@shop.example'] }])).not.toThrow();
    expect(() => check({ name: 'live' })).not.toThrow();
  });

  it('may be in any region that is not known to lack something', () => {
    expect(() => check({ region: 'eu-central-1', account: '012345678901' })).not.toThrow();
  });
});

describe('two stages', () => {
  it('have two names', () => {
    expect(() => check({}, { ...PROD, sender: 'a@b.example' })).toThrow('The name occurs twice');
  });

  it('do not both make the identity of one domain in one place', () => {
    const second = { ...PROD, name: 'second' };
    expect(() => check({}, second)).toThrow("Give one of them `identity: 'existing'`");
    expect(() => check({}, { ...second, identity: 'existing' })).not.toThrow();
    expect(() => check({}, { ...second, account: '111122223333' })).not.toThrow();
    expect(() => check({}, { ...second, sender: 'reports@other.example' })).not.toThrow();
  });

  it('are told all of their mistakes at once', () => {
    const all = () => check({ alertsTo: [] }, { ...PROD, name: 'Bad', sender: 'x@other.example' });
    expect(all).toThrow(/stage prod[\s\S]*stage Bad/);
  });
});
