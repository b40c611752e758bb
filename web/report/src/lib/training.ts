// The data of a page of a training run (`openaffect train`), version 1. Every string in it is a stranger's text.

export interface Curve {
  section: string; // "run", "heads", "development"
  name: string; // "loss", "learning rate", a head
  points: [number, number][]; // epoch (or step, where the log names no epochs), value
}

export interface Training {
  version: number;
  title: string;
  generator: string;
  made: string;
  across: string; // what the points run over: "epoch", "step"
  facts: { name: string; value: string }[];
  curves: Curve[];
  warnings: string[];
}

const EMPTY: Training = { version: 1, title: "", generator: "", made: "", across: "epoch", facts: [], curves: [], warnings: [] };

// A part that is left out is empty.
export const complete_training = (data: Partial<Training>): Training => ({ ...EMPTY, ...data });
