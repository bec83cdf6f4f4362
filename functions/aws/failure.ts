// The shape of a row in the tables of failures: what a vendor says, why, and what to do about it.
import type { ProblemCode } from '../problem.ts';

export type Failure = {
  /** Without the `Exception` at the end, on which the wire and the SDK do not agree. Without any, every code. */
  codes?: readonly string[];
  /** Only where the vendor's text says so. */
  says?: RegExp;
  cause: string;
  /** `{action}` and `{resource}` stand for what was called. */
  remedy: string;
  /** It may pass by itself, so what may be repeated is tried again. */
  passes?: true;
  /** Where the service's own code says too little. */
  code?: ProblemCode;
};

/** The remedy where something that the stacks make is not there. */
export const DEPLOY = 'Deploy the lake stack of this stage, or correct the name in infra/stages.ts.';
