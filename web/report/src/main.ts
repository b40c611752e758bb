import { mount } from "svelte";
import App from "./App.svelte";
import { read_content } from "./lib/read.ts";
import "./style.css";

const content = read_content(document.getElementById("report-data")?.textContent ?? "null");
if (content?.kind === "label") document.title = `${content.report.title} · OpenAffect report`;
if (content?.kind === "results") document.title = `${content.results.title} · OpenAffect results`;
if (content?.kind === "training") document.title = `${content.training.title} · OpenAffect training`;
mount(App, { target: document.getElementById("app")!, props: { content } });
