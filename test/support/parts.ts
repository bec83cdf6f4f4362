// The parts of a run, delivered over the given ports, as the command line and the functions do.
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { type BatchInput, type DeliveryPorts, deliverBatch } from '../../functions/delivery/deliver-batch.ts';
import type { Json, Steps } from '../../functions/ports.ts';

/** `reconcileHours`: how long events are waited for. */
export function deliverParts(
  ports: DeliveryPorts,
  definitions: Definitions,
  reconcileHours = 0,
): (input: Json, steps: Steps) => Promise<Json> {
  const context = { definitions, sender: definitions.shop.sender, reconcileHours };
  return (input, steps) => deliverBatch(steps, ports, input as BatchInput, context) as Promise<Json>;
}
