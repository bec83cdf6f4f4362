// templates/playbooks/<family>.yaml: what to do first where a KPI is off target.
import * as z from 'zod';
import { nameByLocale, snakeId } from './names.ts';

const action = z.strictObject({
  when: snakeId.optional().describe('The dimension of the largest driver for which it is meant; else for any.'),
  text: nameByLocale.describe('What to do first, in a sentence or two.'),
});

const playbook = z.strictObject({
  owner: nameByLocale.optional().describe("Who takes it on; by default the KPI's own owner."),
  actions: z.array(action).min(1, 'expected at least one action').describe('The first one that fits is taken.'),
});

export const playbooksShape = z.record(snakeId, playbook).describe('Playbooks by KPI.');
