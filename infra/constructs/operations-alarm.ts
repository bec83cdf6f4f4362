// An alarm that says whom it hurts and where it is written what to do. Without these two sentences none can be made, so
// none can wake a person who then has to guess.
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

const MANUAL = 'docs/operations.md';

export type OperationsAlarmProps = {
  topic: ITopic;
  /** How it is called in mails and consoles. */
  name: string;
  /** What this means for the people who read or own the report: a whole sentence. */
  impact: string;
  /** A heading of docs/operations.md. */
  remedy: string;
  metric: IMetric;
  /** Alarms at or above `atLeast`, or below `below`. */
  when: { atLeast: number } | { below: number };
  /** How many periods in a row; 1 where nothing is said. */
  periods?: number;
  /** What no data means: that all is well, or that what should speak is silent. */
  silence: 'is fine' | 'is failure';
};

export class OperationsAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: OperationsAlarmProps) {
    const { impact, remedy, when, periods = 1 } = props;
    if (!/\S+ .+\.$/.test(impact))
      throw new Error(`The impact of alarm ${id} is no sentence: ${JSON.stringify(impact)}.`);
    super(scope, id, {
      alarmName: props.name,
      alarmDescription: `${impact} What to do: ${MANUAL}#${anchorOf(remedy)}`,
      metric: props.metric,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      ...('atLeast' in when
        ? { threshold: when.atLeast, comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD }
        : { threshold: when.below, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD }),
      treatMissingData: props.silence === 'is fine' ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    });
    this.addAlarmAction(new SnsAction(props.topic));
  }
}

/** How a heading is called in a link. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
