// What a function is told by its environment, read once when it starts. A missing name is a mistake of the deployment and
// ends there, with the name.
import * as z from 'zod';

const name = z.string().min(1);

const mailer = {
  SENDER: name,
  CONFIGURATION_SET: name,
  /** `*`, or addresses and @domains separated by semicolons. */
  ALLOW: name,
};

const everywhere = { STAGE: name, REPORTS_BUCKET: name, ALERTS_TOPIC: name };

export const reportSettings = z.object({
  ...everywhere,
  DATABASE: name,
  WORKGROUP: name,
  DELIVER_FUNCTION: name,
  PAGES_URL: name,
  SCAN_CAP_GIGABYTES: z.coerce.number().positive(),
});

export const deliverSettings = z.object({ ...everywhere, ...mailer });

export const eventSettings = z.object(everywhere);

export function readSettings<S extends z.ZodType>(shape: S, environment: NodeJS.ProcessEnv): z.infer<S> {
  const read = shape.safeParse(environment);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The environment of this function is not as infra/reporting-stack.ts sets it: ${wrong.join('; ')}.`);
}
