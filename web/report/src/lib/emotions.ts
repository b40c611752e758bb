// Which columns speak of emotions, and which belong side by side. Pure.
import { is_emotional } from "./colours.ts";
import { is_label, is_number, type Column, type LabelColumn, type NumberColumn, type Report } from "./report.ts";

const DIMENSIONS = ["valence", "arousal", "dominance"];

export const is_emotion_column = (column: Column): boolean => is_label(column) && is_emotional(column.labels.map(({ id }) => id));

const last_name = (field: string): string => field.slice(field.lastIndexOf(".") + 1);
const siblings = (columns: Column[], { source, rater, scheme }: NumberColumn): NumberColumn[] =>
  columns.filter((one): one is NumberColumn => is_number(one) && one.source === source && one.rater === rater && one.scheme === scheme && DIMENSIONS.includes(last_name(one.field)));

// Valence, arousal or dominance that stands beside another of the three.
export const is_dimension = (column: Column, columns: Column[]): boolean =>
  is_number(column) && DIMENSIONS.includes(last_name(column.field)) && siblings(columns, column).length > 1;

export interface EmotionGroup {
  title: string;
  columns: LabelColumn[]; // one scheme of one rater, a column a source
  most: number; // the largest share or mean probability in them
}

export const rated_rows = (column: LabelColumn, report: Report): number =>
  column.kind === "labels" ? Math.max(0, report.rows - column.missing) : column.labels.reduce((all, { count }) => all + count, 0);

// Small schemes first: seven labels are an overview, twenty-eight are detail.
export function emotion_groups(report: Report): EmotionGroup[] {
  const groups = new Map<string, LabelColumn[]>();
  for (const column of report.columns.filter(is_label).filter(is_emotion_column)) {
    const key = JSON.stringify([column.rater, column.field]);
    groups.set(key, [...(groups.get(key) ?? []), column]);
  }
  const is_alone = new Set(report.columns.filter(is_emotion_column).map(({ rater }) => rater)).size === 1;
  return [...groups.values()]
    .sort((one, other) => one[0].labels.length - other[0].labels.length)
    .map((columns) => ({
      title: is_alone ? columns[0].scheme : `${columns[0].rater}: ${columns[0].scheme}`,
      columns,
      most: Math.max(...columns.flatMap((column) => column.labels.flatMap(({ count, mean_probability }) => [count / (rated_rows(column, report) || 1), mean_probability ?? 0]))),
    }));
}
