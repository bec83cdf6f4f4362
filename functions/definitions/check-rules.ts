// Every rule that definitions must hold, in one list.
import type { Problem } from '../problem.ts';
import type { Draft } from './draft.ts';
import { businessDaysComeSoon, calendarsHold } from './rules/calendars.ts';
import { checkRulesAreWhole, checkRulesNameTables, checkRulesStandOnce } from './rules/checks.ts';
import {
  contractColumnsFit,
  contractConditionsName,
  contractDaysExist,
  contractOrdersHold,
  contractTablesExist,
  ownersAreKnown,
} from './rules/contracts.ts';
import { driversAreWhole } from './rules/drivers.ts';
import { factColumnsExist, measuresAreUnique, optionalsExist } from './rules/facts.ts';
import {
  nothingCountsTwice,
  opinionsWeighLittle,
  peopleAnswerForThemselves,
  shownKpisExist,
  windowsAreOfRates,
} from './rules/fair-cards.ts';
import {
  experimentsAreNotPooled,
  kpiDimensionsExist,
  kpiFormsAreWhole,
  kpiNamesExist,
  withholdingIsWhole,
} from './rules/kpis.ts';
import { localeNamesExist } from './rules/locale-names.ts';
import { playbooksFitKpis, playbooksInEveryLocale } from './rules/playbooks.ts';
import { sqlIsPortable } from './rules/portable-sql.ts';
import {
  reconciliationInEveryLocale,
  reconciliationIsWhole,
  reconciliationNamesExist,
  reconciliationStandsOnce,
} from './rules/reconciliation.ts';
import { relationsExist, sourcesNameTables, viewsAreAcyclic } from './rules/relations.ts';
import { cardsFitTheView, seriesAreTheSame, slicesHaveCards } from './rules/report-views.ts';
import { deadlinesComeLater, namesInEveryLocale, releasesCanBeDecided, reportPartsExist } from './rules/reports.ts';
import type { Rule } from './rules/rule.ts';
import { cardKpisExist, targetsAreInOrder, weightsAreWhole } from './rules/scorecards.ts';
import { calendarExists, shopReportsExist, timeZoneExists } from './rules/shop.ts';
import { tableContractsHold } from './rules/tables.ts';
import { idsAreNames, uniqueIds } from './rules/unique-ids.ts';

const RULES: Rule[] = [
  idsAreNames,
  uniqueIds,
  tableContractsHold,
  contractColumnsFit,
  contractOrdersHold,
  contractConditionsName,
  contractTablesExist,
  contractDaysExist,
  ownersAreKnown,
  checkRulesNameTables,
  checkRulesStandOnce,
  checkRulesAreWhole,
  relationsExist,
  viewsAreAcyclic,
  sourcesNameTables,
  sqlIsPortable,
  factColumnsExist,
  measuresAreUnique,
  optionalsExist,
  kpiFormsAreWhole,
  experimentsAreNotPooled,
  withholdingIsWhole,
  kpiNamesExist,
  kpiDimensionsExist,
  driversAreWhole,
  playbooksFitKpis,
  playbooksInEveryLocale,
  reconciliationStandsOnce,
  reconciliationIsWhole,
  reconciliationNamesExist,
  reconciliationInEveryLocale,
  weightsAreWhole,
  cardKpisExist,
  targetsAreInOrder,
  shownKpisExist,
  nothingCountsTwice,
  opinionsWeighLittle,
  windowsAreOfRates,
  peopleAnswerForThemselves,
  reportPartsExist,
  cardsFitTheView,
  slicesHaveCards,
  seriesAreTheSame,
  deadlinesComeLater,
  releasesCanBeDecided,
  namesInEveryLocale,
  localeNamesExist,
  timeZoneExists,
  shopReportsExist,
  calendarExists,
  calendarsHold,
  businessDaysComeSoon,
];

export function checkRules(draft: Draft): Problem[] {
  return RULES.flatMap((rule) => rule(draft));
}
