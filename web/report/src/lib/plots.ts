// The pictures of results as ECharts options. Pure: data in, Drawing out.
import { AXIS_LINE, FONT, GRID_LINE, QUIET, STILL, TOOLTIP, as_name, tip, type Drawing } from "./chart.ts";
import { decimal, fixed, percent, whole } from "./format.ts";
import type { Calibration, RiskCoverage, Scatter } from "./results.ts";
import { scale_of, type Scale } from "./scale.ts";

const NAME = { ...QUIET, fontWeight: 500 };
const share_label = (value: number): string => percent(value, 0);
const number_label = (value: number): string => decimal(value, 2);
const GUIDE = { color: "var(--control)", width: 1.5, type: "dashed" };
const NUMBER_GRID = { left: 26, right: 18, top: 14, bottom: 26, containLabel: true };

const axis = (name: string, scale: Pick<Scale, "low" | "high"> & { ticks?: number[] }, formatter: (value: number) => string, is_down = false) => ({
  type: "value",
  name: as_name(name),
  nameLocation: "middle",
  nameGap: is_down ? 40 : 28,
  nameTextStyle: NAME,
  min: scale.low,
  max: scale.high,
  interval: scale.ticks ? scale.ticks[1] - scale.ticks[0] : (scale.high - scale.low) / 4,
  axisLine: is_down ? { show: false } : AXIS_LINE,
  axisTick: { show: false },
  splitLine: is_down ? GRID_LINE : { show: false },
  axisLabel: { ...QUIET, formatter, hideOverlap: true },
});
const SHARES = { low: 0, high: 1 };
const guide = (from: [number, number], to: [number, number]) => ({ ...STILL, silent: true, type: "line", symbol: "none", lineStyle: GUIDE, data: [from, to], tooltip: { show: false } });

// Accuracy over mean confidence, bin by bin, above the items of each bin.
export function reliability({ bins, n }: Calibration): Drawing {
  const held = bins.filter((bin) => bin.n && bin.confidence !== null && bin.accuracy !== null);
  const most = Math.max(1, ...bins.map((bin) => bin.n));
  return () => ({
    grid: [{ left: 66, right: 18, top: 12, height: 226, outerBoundsMode: "none" }, { left: 66, right: 18, top: 264, height: 48, outerBoundsMode: "none" }],
    tooltip: {
      ...TOOLTIP,
      formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) => {
        const bin = seriesIndex === 1 ? held[dataIndex] : bins[dataIndex];
        return tip(`${percent(bin.from, 0)} to ${percent(bin.to, 0)}`, [["accuracy", bin.accuracy === null ? "–" : percent(bin.accuracy)], ["confidence", bin.confidence === null ? "–" : percent(bin.confidence)], ["items", `${whole(bin.n)} · ${percent(bin.n / n)}`]]);
      },
    },
    xAxis: [
      { ...axis("", SHARES, share_label), axisLabel: { show: false } },
      { ...axis("confidence", SHARES, share_label), gridIndex: 1 },
    ],
    yAxis: [axis("accuracy", SHARES, share_label, true), { ...axis("items", { low: 0, high: most }, whole, true), interval: most, gridIndex: 1 }],
    series: [
      guide([0, 0], [1, 1]),
      { ...STILL, type: "line", symbol: "circle", symbolSize: 8, lineStyle: { color: "var(--accent-bar)", width: 2 }, itemStyle: { color: "var(--accent-bar)" }, data: held.map(({ confidence, accuracy }) => [confidence, accuracy]) },
      // Bars as filled steps: a value axis gives bars no width of their own.
      { ...STILL, type: "line", silent: true, xAxisIndex: 1, yAxisIndex: 1, step: "end", symbol: "none", lineStyle: { color: "var(--neutral-bar)", width: 1 }, areaStyle: { color: "var(--neutral-bar)", opacity: 0.55 }, data: [...bins.map((bin) => [bin.from, bin.n]), [1, bins.at(-1)?.n ?? 0]] },
    ],
  });
}
export const RELIABILITY_HEIGHT = 364;

export function risk_over_coverage({ points }: RiskCoverage): Drawing {
  const full = points.at(-1)?.[1] ?? 0;
  const scale = scale_of([0, full, ...points.map(([, risk]) => risk)], [0]);
  return () => ({
    grid: NUMBER_GRID,
    tooltip: {
      ...TOOLTIP,
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: "var(--line-strong)" }, label: { show: false } },
      formatter: (hits: { value: [number, number]; seriesIndex: number }[]) => {
        const [coverage, risk] = (hits.find(({ seriesIndex }) => seriesIndex === 1) ?? hits[0]).value;
        return tip(`the most confident ${percent(coverage)}`, [["wrong", percent(risk)]]);
      },
    },
    xAxis: axis("coverage", SHARES, share_label),
    yAxis: axis("risk", scale, (value) => percent(value, scale.high < 0.05 ? 1 : 0), true),
    series: [guide([0, full], [1, full]), { ...STILL, type: "line", symbol: "none", lineStyle: { color: "var(--accent-bar)", width: 2 }, areaStyle: { color: "var(--accent-bar)", opacity: 0.1 }, data: points }],
  });
}

const dots = (data: [number, number][]) => ({ ...STILL, type: "scatter", symbolSize: data.length > 500 ? 5 : 7, itemStyle: { color: "var(--accent-bar)", opacity: data.length > 500 ? 0.4 : 0.6 }, data });

export function scatter_plot({ points, ids = [], minimum, maximum }: Scatter, across: string, up: string): Drawing {
  const limits = [minimum, maximum].filter((value) => typeof value === "number");
  const scale = scale_of(points.flat(), limits.length ? limits : points.flat());
  return () => ({
    grid: NUMBER_GRID,
    tooltip: { ...TOOLTIP, formatter: ({ dataIndex }: { dataIndex: number }) => tip(ids[dataIndex] ?? "item", [[across, decimal(points[dataIndex][0])], [up, decimal(points[dataIndex][1])]]) },
    xAxis: axis(across, scale, number_label),
    yAxis: axis(up, scale, number_label, true),
    series: [dots(points), guide([scale.low, scale.low], [scale.high, scale.high])],
  });
}

export function bland_altman({ points, ids = [], bland_altman: limits }: Scatter): Drawing {
  const data = points.map(([gold, predicted]): [number, number] => [(gold + predicted) / 2, predicted - gold]);
  const across = scale_of(data.map(([mean]) => mean), data.map(([mean]) => mean));
  const lines = limits ? [{ at: limits.upper, name: "upper limit" }, { at: limits.bias, name: "bias" }, { at: limits.lower, name: "lower limit" }] : [];
  const up = scale_of(data.map(([, difference]) => difference), [0, ...lines.map(({ at }) => at)]);
  return () => ({
    grid: { ...NUMBER_GRID, right: 84 },
    tooltip: { ...TOOLTIP, formatter: ({ dataIndex }: { dataIndex: number }) => tip(ids[dataIndex] ?? "item", [["mean", decimal(data[dataIndex][0])], ["difference", decimal(data[dataIndex][1])]]) },
    xAxis: axis("mean of both", across, number_label),
    yAxis: axis("difference", up, number_label, true),
    series: [
      {
        ...dots(data),
        markLine: {
          silent: true,
          symbol: "none",
          animation: false,
          data: lines.map(({ at, name }) => ({
            yAxis: at,
            lineStyle: { color: name === "bias" ? "var(--ink)" : "var(--negative)", width: 1.5, type: name === "bias" ? "solid" : "dashed" },
            label: { position: "end", color: "var(--ink)", fontFamily: FONT, fontSize: 12, lineHeight: 15, formatter: `${name}\n${fixed(at, 3)}` },
          })),
        },
      },
    ],
  });
}

// A value over the course of a run.
export function value_over(points: [number, number][], across: string, name: string, exact: (value: number) => string): Drawing {
  const last = points.at(-1)?.[0] ?? 1;
  const scale = scale_of(points.map(([, value]) => value), points.map(([, value]) => value));
  return () => ({
    grid: NUMBER_GRID,
    tooltip: {
      ...TOOLTIP,
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: "var(--line-strong)" }, label: { show: false } },
      formatter: ([{ value }]: { value: [number, number] }[]) => tip(`${across} ${decimal(value[0], 2)}`, [[name, exact(value[1])]]),
    },
    xAxis: axis(across, { low: 0, high: last, ticks: scale_of([0, last], [0]).ticks }, number_label),
    yAxis: axis("", scale, exact, true),
    series: [{ ...STILL, type: "line", symbol: "circle", symbolSize: 5, showSymbol: points.length <= 60, lineStyle: { color: "var(--accent-bar)", width: 2 }, itemStyle: { color: "var(--accent-bar)" }, data: points }],
  });
}
