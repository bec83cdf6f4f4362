// SES v1 and SNS as their APIs are documented: a form in, XML out. What was sent and published can be looked at.
import { escapeXml, type WireAnswer, type WireService } from './wire.ts';

export type SentMail = {
  source: string;
  destinations: string[];
  mime: string;
  configurationSet: string;
  tags: Record<string, string>;
};

export type SesWire = WireService & {
  mails: SentMail[];
  quota: { max24HourSend: number; sentLast24Hours: number; maxSendRate: number };
};

export function sesWire(): SesWire {
  const mails: SentMail[] = [];
  const quota = { max24HourSend: 200, sentLast24Hours: 0, maxSendRate: 10 };
  return {
    mails,
    quota,
    actionOf,
    serve(request) {
      const form = formOf(request.body);
      if (form.get('Action') === 'GetSendQuota') {
        const { max24HourSend, sentLast24Hours, maxSendRate } = quota;
        const inner = `<Max24HourSend>${max24HourSend}</Max24HourSend><SentLast24Hours>${sentLast24Hours}</SentLast24Hours><MaxSendRate>${maxSendRate}</MaxSendRate>`;
        return result('GetSendQuota', inner, SES);
      }
      mails.push({
        source: form.get('Source') ?? '',
        destinations: membersOf(form, 'Destinations.member.'),
        mime: Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('utf8'),
        configurationSet: form.get('ConfigurationSetName') ?? '',
        tags: tagsOf(form),
      });
      return result('SendRawEmail', `<MessageId>m-${mails.length}</MessageId>`, SES);
    },
  };
}

export type SnsWire = WireService & { published: { topic: string; subject: string; text: string }[] };

export function snsWire(): SnsWire {
  const published: SnsWire['published'] = [];
  return {
    published,
    actionOf,
    serve({ body }) {
      const form = formOf(body);
      const subject = form.get('Subject') ?? '';
      if (!/^[\x20-\x7e]{1,99}$/.test(subject))
        return queryError(400, 'InvalidParameter', 'Invalid parameter: Subject');
      published.push({ topic: form.get('TopicArn') ?? '', subject, text: form.get('Message') ?? '' });
      return result('Publish', `<MessageId>n-${published.length}</MessageId>`, SNS);
    },
  };
}

export function queryError(status: number, code: string, message = code): WireAnswer {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const body = `<ErrorResponse><Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

const SES = 'http://ses.amazonaws.com/doc/2010-12-01/';
const SNS = 'http://sns.amazonaws.com/doc/2010-03-31/';

function actionOf({ body }: { body: Buffer }): string {
  return formOf(body).get('Action') ?? '';
}

function formOf(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString());
}

function membersOf(form: URLSearchParams, prefix: string): string[] {
  return [...form].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value);
}

function tagsOf(form: URLSearchParams): Record<string, string> {
  const names = [...form].filter(([name]) => /^Tags\.member\.\d+\.Name$/.test(name));
  return Object.fromEntries(names.map(([name, tag]) => [tag, form.get(name.replace(/Name$/, 'Value')) ?? '']));
}

function result(action: string, inner: string, namespace: string): WireAnswer {
  const body = `<${action}Response xmlns="${namespace}"><${action}Result>${inner}</${action}Result><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}
