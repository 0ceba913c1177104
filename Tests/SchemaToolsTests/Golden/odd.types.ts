// Made by `funnel schema to-typescript odd any`; do not edit it. Schemas: 51487079d00cba15

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
  String?: string;
  Int?: number;
  Bool?: boolean;
  Double?: number;
  CodingKeys?: string;
  Node?: OddNode;
  Size?: "Int" | "String" | "self";
  Word?: string | number | boolean;
}

export interface OddNode {
  value: number;
  next?: OddNode;
  children?: OddNode[];
}

export type OddList = (string | OddList)[];

export interface AnyValueValue {
  any: unknown;
  Any?: string;
  [key: string]: unknown;
}
