// Both drivers of Steps under one suite: the process on a laptop and the durable function on AWS.
import { it } from 'vitest';
import { durable, inline } from '../support/step-drivers.ts';
import { askSteps, askStepsAfterCrash } from './steps.suite.ts';

for (const driver of [inline, durable]) {
  askSteps(driver, it.concurrent);
  askStepsAfterCrash(driver);
}
