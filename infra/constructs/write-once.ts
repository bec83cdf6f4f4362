// Makes parts of a bucket write-once, for every principal of every account: what lies there is neither replaced nor
// deleted, also not by the code that wrote it. Who may change the bucket's policy still can; nobody does so by accident.
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

export function makeWriteOnce(bucket: Bucket, prefixes: readonly string[]): void {
  const deny = {
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  };
  bucket.addToResourcePolicy(
    new PolicyStatement({ ...deny, sid: 'NeverDelete', actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'] }),
  );
  bucket.addToResourcePolicy(
    new PolicyStatement({
      ...deny,
      sid: 'NeverReplace',
      actions: ['s3:PutObject'],
      conditions: {
        Null: { 's3:if-none-match': 'true' },
        // The parts of a multipart upload carry no condition; completing it creates the object and must.
        Bool: { 's3:ObjectCreationOperation': 'true' },
      },
    }),
  );
}
