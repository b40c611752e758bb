// The page's charts as ECharts options. Pure: data in, Drawing out.
import { AXIS_LINE, FONT, GRID_LINE, QUIET, STILL, TOOLTIP, as_name, tip, type Drawing } from "./chart.ts";
import { label_colour, label_sign } from "./colours.ts";
import { bin_name, decimal, fixed, percent, sum, whole } from "./format.ts";
import type { LabelColumn, NumberColumn, Series, Time } from "./report.ts";

const BAR = 30; // pixels a row of bars: its name above, the bar below
const ROW = 58;

export const stacked_height = (bars: number): number => bars * ROW + 4;

// 100 % bars, one a column; the columns share their labels.
export function stacked_shares(columns: LabelColumn[]): Drawing {
  const labels = columns[0].labels.map(({ id }) => id);
  const totals = columns.map((column) => sum(column.labels.map(({ count }) => count)));
  return (width) => ({
    grid: { left: 0, right: 0, top: 22, bottom: 0, outerBoundsMode: "none" },
    tooltip: {
      ...TOOLTIP,
      formatter: ({ dataIndex, seriesIndex }: { dataIndex: number; seriesIndex: number }) => {
        const { name, count } = columns[dataIndex].labels[seriesIndex];
        return tip(columns[dataIndex].column, [[name, `${percent(count / totals[dataIndex])} · ${whole(count)}`]]);
      },
    },
    xAxis: { type: "value", min: 0, max: 1, show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: columns.map(({ column }) => as_name(column)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...QUIET, color: "var(--ink)", inside: true, align: "left", margin: 0, verticalAlign: "bottom", padding: [0, 0, BAR / 2 + 6, 0], width, overflow: "truncate" },
      z: 3,
    },
    series: labels.map((label, index) => ({
      ...STILL,
      type: "bar",
      stack: "all",
      barWidth: BAR,
      itemStyle: { color: label_colour(labels, index), borderColor: "var(--surface)", borderWidth: 1 },
      data: columns.map((column, row) => (totals[row] ? column.labels[index].count / totals[row] : 0)),
      label: {
        show: true,
        color: "var(--on-colour)",
        fontFamily: FONT,
        fontSize: 12,
        fontWeight: 600,
        formatter: ({ value }: { value: number }) => (value * width > 58 ? `${label_sign(label)} ${percent(value, value * width > 70 ? 1 : 0)}`.trim() : ""),
      },
    })),
  });
}

export const ranking_height = (bars: number): number => bars * 26 + 4;

// One bar a label, most frequent first: for schemes of many labels.
export function ranking(labels: { name: string; count: number }[], of: number): Drawing {
  return (width) => {
    const is_narrow = width < 420;
    const names = Math.min(150, Math.round(width * 0.34));
    return {
      grid: { left: names + 10, right: is_narrow ? 52 : 104, top: 0, bottom: 0, outerBoundsMode: "none" },
      tooltip: { ...TOOLTIP, formatter: ({ dataIndex }: { dataIndex: number }) => tip(labels[dataIndex].name, [["rows", whole(labels[dataIndex].count)], ["share", percent(labels[dataIndex].count / of)]]) },
      xAxis: { type: "value", min: 0, show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: labels.map(({ name }) => as_name(name)),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...QUIET, color: "var(--ink)", width: names, overflow: "truncate", interval: 0 },
      },
      series: [
        {
          ...STILL,
          type: "bar",
          barWidth: 14,
          itemStyle: { color: "var(--accent-bar)", borderRadius: [0, 3, 3, 0] },
          data: labels.map(({ count }) => count),
          label: { show: true, position: "right", ...QUIET, formatter: ({ value }: { value: number }) => percent(value / of) + (is_narrow ? "" : ` · ${whole(value)}`) },
        },
      ],
    };
  };
}

// The outline of a histogram, the middle half of the rows as a band, and the mean as a line. Small: without counts.
export function histogram(column: NumberColumn, is_small = false): Drawing {
  const { from, to, counts } = column.histogram;
  const step = (to - from) / counts.length;
  const edge = (bin: number) => from + bin * step;
  const points = [...counts.map((count, bin) => [edge(bin), count]), [to, counts.at(-1) ?? 0]];
  const { "25": low, "75": high } = column.quantiles;
  const mean_place = ((column.mean ?? 0) - from) / (to - from);
  const is_banded = typeof low === "number" && typeof high === "number";
  return () => ({
    grid: { left: 4, right: 12, top: 26, bottom: 4, containLabel: true },
    tooltip: {
      ...TOOLTIP,
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: "var(--line-strong)", type: "solid" }, label: { show: false } },
      formatter: (hits: { value: [number, number] }[]) => {
        const bin = Math.min(counts.length - 1, Math.max(0, Math.floor((hits[0].value[0] - from) / step + 1e-6)));
        return tip(`${decimal(edge(bin))} to ${decimal(edge(bin + 1))}`, [["rows", whole(counts[bin])]]);
      },
    },
    xAxis: { type: "value", min: from, max: to, interval: (to - from) / 4, axisLine: AXIS_LINE, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { ...QUIET, formatter: (value: number) => decimal(value, 2) } },
    yAxis: { type: "value", splitNumber: 3, minInterval: 1, axisLine: { show: false }, axisTick: { show: false }, splitLine: GRID_LINE, axisLabel: { ...QUIET, show: !is_small, formatter: whole } },
    series: [
      {
        ...STILL,
        type: "line",
        step: "end",
        showSymbol: false,
        lineStyle: { color: "var(--accent-bar)", width: 1.5 },
        areaStyle: { color: "var(--accent-bar)", opacity: 0.28 },
        data: points,
        markArea: {
          silent: true,
          label: { show: false },
          itemStyle: { color: "var(--ink)", opacity: 0.06 },
          data: is_banded ? [[{ xAxis: low }, { xAxis: high }]] : [],
        },
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: "var(--ink)", width: 1.5, type: "solid" },
          label: { color: "var(--ink)", fontFamily: FONT, fontSize: 12, fontWeight: 600, align: mean_place < 0.2 ? "left" : mean_place > 0.8 ? "right" : "center", formatter: `mean ${fixed(column.mean)}` },
          data: column.mean === null ? [] : [{ xAxis: column.mean }],
        },
      },
    ],
  });
}

const time_axis = (time: Time, width: number) => ({
  type: "category",
  data: time.starts.map((start) => as_name(bin_name(start, time.unit))),
  axisLine: AXIS_LINE,
  axisTick: { show: false },
  axisLabel: { ...QUIET, hideOverlap: true, interval: Math.max(0, Math.ceil((time.starts.length * 84) / width) - 1) },
});
const TIME_GRID = { left: 4, right: 12, top: 10, bottom: 4, containLabel: true };
const BAND = { type: "shadow", shadowStyle: { color: "var(--ink)", opacity: 0.06 }, label: { show: false } };

export function rows_over_time(time: Time): Drawing {
  return (width) => ({
    grid: TIME_GRID,
    tooltip: { ...TOOLTIP, trigger: "axis", axisPointer: BAND, formatter: ([{ dataIndex }]: { dataIndex: number }[]) => tip(bin_name(time.starts[dataIndex], time.unit), [["rows", whole(time.rows[dataIndex])]]) },
    xAxis: time_axis(time, width),
    yAxis: { type: "value", splitNumber: 2, minInterval: 1, splitLine: GRID_LINE, axisLabel: { ...QUIET, formatter: whole } },
    series: [{ ...STILL, type: "bar", barCategoryGap: "20%", itemStyle: { color: "var(--neutral-bar)" }, data: time.rows }],
  });
}

// Shares of the classes in every bin, stacked to 100 %; a bin without rows stays empty.
export function shares_over_time(time: Time, series: Extract<Series, { kind: "label" }>): Drawing {
  const totals = time.starts.map((_, bin) => sum(series.counts.map((counts) => counts[bin])));
  return (width) => ({
    grid: TIME_GRID,
    tooltip: {
      ...TOOLTIP,
      trigger: "axis",
      axisPointer: BAND,
      formatter: ([{ dataIndex: bin }]: { dataIndex: number }[]) =>
        tip(bin_name(time.starts[bin], time.unit), series.labels.map((label, index) => [label, `${percent(series.counts[index][bin] / totals[bin])} · ${whole(series.counts[index][bin])}`])),
    },
    xAxis: time_axis(time, width),
    yAxis: { type: "value", min: 0, max: 1, interval: 0.25, splitLine: GRID_LINE, axisLabel: { ...QUIET, formatter: (value: number) => percent(value, 0) } },
    series: series.labels.map((_, index) => ({
      ...STILL,
      type: "bar",
      stack: "all",
      barCategoryGap: "16%",
      itemStyle: { color: label_colour(series.labels, index), borderColor: "var(--surface)", borderWidth: 0.5 },
      data: series.counts[index].map((count, bin) => (totals[bin] ? count / totals[bin] : 0)),
    })),
  });
}

// The mean of a number in every bin; a bin without rows is a gap.
export function means_over_time(time: Time, series: Extract<Series, { kind: "number" }>): Drawing {
  return (width) => ({
    grid: TIME_GRID,
    tooltip: {
      ...TOOLTIP,
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: "var(--line-strong)" }, label: { show: false } },
      formatter: ([{ dataIndex: bin }]: { dataIndex: number }[]) => tip(bin_name(time.starts[bin], time.unit), [["mean", decimal(series.means[bin])], ["rows", whole(time.rows[bin])]]),
    },
    xAxis: time_axis(time, width),
    yAxis: { type: "value", scale: true, splitNumber: 4, splitLine: GRID_LINE, axisLabel: { ...QUIET, formatter: (value: number) => decimal(value) } },
    series: [
      {
        ...STILL,
        type: "line",
        symbol: "circle",
        symbolSize: 5,
        showSymbol: series.means.length <= 60,
        lineStyle: { color: "var(--accent-bar)", width: 2 },
        itemStyle: { color: "var(--accent-bar)" },
        data: series.means,
      },
    ],
  });
}
