// ECharts with the parts that this page uses, and what all its charts share. Options hold names of colours
// (var(--…)), which the SVG renderer passes on: the theme changes without a redraw.
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, ScatterChart, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

export type Option = EChartsCoreOption;
// What to draw in a width: narrow screens get fewer ticks.
export type Drawing = (width: number) => Option;

export const FONT = '"Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
export const QUIET = { color: "var(--muted)", fontSize: 12, fontFamily: FONT };
export const GRID_LINE = { lineStyle: { color: "var(--line)", width: 1 } };
export const AXIS_LINE = { show: true, lineStyle: { color: "var(--line-strong)", width: 1 } };
// ECharts' hover styles would compute with colours, and these are names.
export const STILL = { emphasis: { disabled: true }, silent: false, animation: false };

// A stranger's name for ECharts, which keeps texts as keys of plain objects: a label called __proto__ would write into
// every object of the page. The invisible word joiner before it makes it a name like any other.
export const as_name = (text: string): string => `\u2060${text}`;

// The text of a tooltip as an element: ECharts would parse a string as HTML, and the words in it are strangers'.
export function tip(title: string, lines: [string, string][]): HTMLElement {
  const box = document.createElement("div");
  box.className = "tip";
  const head = box.appendChild(document.createElement("strong"));
  head.textContent = title;
  for (const [name, value] of lines) {
    const line = box.appendChild(document.createElement("div"));
    line.appendChild(document.createElement("span")).textContent = name;
    line.appendChild(document.createElement("b")).textContent = value;
  }
  return box;
}

export const TOOLTIP = { className: "chart-tip", confine: true, transitionDuration: 0, backgroundColor: "", borderWidth: 0, padding: 0, textStyle: { fontFamily: FONT } };

// Draws into the element and again whenever its width changes; returns what ends that.
export function draw(element: HTMLElement, drawing: Drawing, height: number): () => void {
  let width = element.clientWidth;
  const chart = init(element, null, { renderer: "svg", width: width || 320, height });
  const redraw = () => {
    chart.setOption({ animation: false, ...drawing(width || 320) }, true);
    element.querySelector("svg")?.setAttribute("viewBox", `0 0 ${width || 320} ${height}`); // paper scales the picture
  };
  redraw();
  const watcher = new ResizeObserver(() => {
    if (!element.clientWidth || element.clientWidth === width) return;
    width = element.clientWidth;
    chart.resize({ width, height });
    redraw();
  });
  watcher.observe(element);
  return () => {
    watcher.disconnect();
    chart.dispose();
  };
}
