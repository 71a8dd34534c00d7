/** Azure Monitor: the common alert schema of log alerts, and tables of query results. */
import { type Enclosed, SOLVED } from './enclosed.ts';
import { at, has, textAt, textOf } from './field-values.ts';
import { MOST_FIELDS } from './json-texts.ts';
import { isObject, type JsonObject } from './payload.ts';

const NO_ROWS =
  'The alert holds no rows of the Event table: split the rule by the dimensions Computer, Source, EventID and EventLog.';

/** Rows where the alert has them (Log Alerts V1), else the dimensions it was split by (V2). */
export function* openAzureAlert(object: JsonObject): Generator<Enclosed> {
  if (textOf(at(object, 'data.essentials.monitorCondition'))?.toLowerCase() === 'resolved') {
    yield { error: SOLVED };
    return;
  }
  const fired = textOf(at(object, 'data.essentials.firedDateTime'));
  const context = at(object, 'data.alertContext') ?? object['data'];
  const results = isObject(context) ? (context['SearchResults'] ?? context['SearchResult']) : undefined;
  let found = 0;
  for (const enclosed of isObject(results) ? openTables(results) : []) {
    found++;
    yield enclosed;
  }
  if (found > 0) return;
  const conditions = isObject(context) ? at(context, 'condition.allOf') : undefined;
  for (const condition of Array.isArray(conditions) ? (conditions as unknown[]) : []) {
    const row = dimensionsOf(condition);
    if (!has(row, 'EventID')) continue;
    found++;
    yield {
      value: { ...row, ...host(row, object) },
      shape: 'azure-monitor',
      ...(fired && { beside: { time: fired } }),
    };
  }
  if (found === 0) yield { error: NO_ROWS };
}

/** A dimension's value is text; the row then reads like one of the Event table. */
function dimensionsOf(condition: unknown): JsonObject {
  const dimensions = isObject(condition) ? condition['dimensions'] : undefined;
  const entries: [string, unknown][] = [];
  for (const dimension of listOf(dimensions).slice(0, MOST_FIELDS)) {
    const name = isObject(dimension) ? textOf(dimension['name']) : undefined;
    if (isObject(dimension) && name !== undefined) entries.push([name, dimension['value']]);
  }
  return Object.fromEntries(entries);
}

/** Without the dimension Computer, the one resource the alert is about. */
function host(row: JsonObject, object: JsonObject): JsonObject {
  const items = at(object, 'data.essentials.configurationItems');
  const only: unknown = Array.isArray(items) && items.length === 1 ? items[0] : undefined;
  const computer = textAt(row, ['Computer', '_ResourceId']) ?? textOf(only);
  return computer === undefined ? {} : { Computer: computer };
}

/** `{"tables": [{"columns": [{"name"}], "rows": [[…]]}]}` */
export function* openTables(object: JsonObject): Generator<Enclosed> {
  for (const table of listOf(object['tables'] ?? object['Tables'])) {
    if (!isObject(table)) continue;
    const columns = listOf(table['columns'] ?? table['Columns']).map((column) =>
      isObject(column) ? (textAt(column, ['name', 'ColumnName']) ?? '') : (textOf(column) ?? ''),
    );
    for (const row of listOf(table['rows'] ?? table['Rows'])) {
      // By the cells that are there: many columns stand once, and would count for each row.
      const cells = listOf(row).slice(0, MOST_FIELDS);
      yield { value: Object.fromEntries(cells.map((cell, i) => [columns[i] ?? '', cell])), shape: 'azure-monitor' };
    }
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
