// Made by `funnel schema to-typescript odd`; do not edit it. Schemas: 76296b87ee2d6532

export interface Odd {
  /** Ends * / here */
  default: string;
  self?: number;
  "a-b"?: number;
  $$x?: boolean;
  maybe: string | null;
  ""?: unknown;
  class?: "in" | "x y" | "";
  mixed?: "a" | 1 | null;
  one?: "x";
  pair?: [string, number?];
  either?: string | number | OddNode | null;
  kinds?: {
    t: "a";
  } | {
    t: "b";
    n?: number;
  };
  map?: Record<string, ("p" | "q")[]>;
  tree?: OddNode;
  list?: OddList;
  Type?: Record<string, unknown>;
}

export interface OddNode {
  value: number;
  next?: OddNode;
  children?: OddNode[];
}

export type OddList = (string | OddList)[];
