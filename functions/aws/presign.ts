// Addresses that open one object of a bucket for minutes, signed by the client's own signer: no call is made for them.
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

export type PresignOptions = { client: S3Client; bucket: string; seconds: number };

/** As the client builds it; its signer takes it and gives it back with a signature in the query. */
type Built = {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
};

type Presigner = {
  presign(request: Built, options: { expiresIn: number; hoistableHeaders?: Set<string> }): Promise<Built>;
};

/** The address downloads the object under `disposition` (RFC 6266) and is never shown by a browser. */
export async function presignGet(
  { client, bucket, seconds }: PresignOptions,
  key: string,
  disposition: string,
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: disposition,
    ResponseContentType: 'application/octet-stream',
    ResponseCacheControl: 'no-store',
  });
  const request = await buildRequest(client, command);
  // Other headers would be part of the signature, and a browser sends none of them; a query signs no body.
  const headers = { host: request.headers.host ?? request.hostname, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const plain = { ...request, headers };
  const signer = (await client.config.signer()) as unknown as Presigner;
  return addressOf(await signer.presign(plain, { expiresIn: seconds }));
}

/** Where forms may be led by such an address. */
export async function originOf({ client, bucket }: Omit<PresignOptions, 'seconds'>): Promise<string> {
  const { protocol, hostname, port } = await buildRequest(client, new GetObjectCommand({ Bucket: bucket, Key: 'x' }));
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

/** Lets the client build the request and takes it before it is signed or sent. */
async function buildRequest(client: S3Client, command: GetObjectCommand): Promise<Built> {
  let built: Built | undefined;
  command.middlewareStack.add(
    () => async (args) => {
      built = args.request as Built;
      return { response: {}, output: { $metadata: {} } };
    },
    { step: 'build', priority: 'low', name: 'takeRequest' },
  );
  await client.send(command);
  if (built === undefined) throw new Error('the client of S3 built no request');
  return built;
}

function addressOf({ protocol, hostname, port, path, query = {} }: Built): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = Object.keys(query)
    .sort()
    .flatMap((name) => {
      const values = query[name];
      return [values ?? ''].flat().map((value) => `${encode(name)}=${encode(value)}`);
    });
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}?${pairs.join('&')}`;
}
