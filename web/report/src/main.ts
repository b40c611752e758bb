import { mount } from "svelte";
import App from "./App.svelte";
import { read_report } from "./lib/report.ts";
import "./style.css";

const written = document.getElementById("report-data")?.textContent ?? "null";
const report = read_report(written);
if (report) document.title = `${report.title} · OpenAffect report`;
mount(App, { target: document.getElementById("app")!, props: { report } });
