// Made by `funnel schema to-zod odd any`; do not edit it. Schemas: 51487079d00cba15

import * as z from "zod";

export const OddNode = z.strictObject({
  value: z.int(),
  get next() {
    return OddNode.optional();
  },
  get children() {
    return z.array(OddNode).optional();
  },
});
export type OddNode = z.infer<typeof OddNode>;

export const OddList: z.ZodType = z.array(z.union([z.string(), z.lazy(() => OddList)]));
export type OddList = z.infer<typeof OddList>;

export const Odd = z.strictObject({
  /** Ends * / here */
  default: z.string().regex(/^a\/b$/u),
  self: z.int().optional(),
  "a-b": z.number().optional(),
  $$x: z.boolean().optional(),
  maybe: z.string().nullable(),
  "": z.unknown().optional(),
  class: z.enum(["in", "x y", ""]).optional(),
  mixed: z.literal(["a", 1]).nullable().optional(),
  one: z.literal("x").optional(),
  pair: z.tuple([z.string(), z.number().optional()]).optional(),
  either: z.union([z.string(), z.int(), OddNode]).nullable().optional(),
  kinds: z.discriminatedUnion("t", [z.strictObject({
    t: z.literal("a"),
  }), z.strictObject({
    t: z.literal("b"),
    n: z.number().optional(),
  })]).optional(),
  map: z.record(z.string(), z.array(z.enum(["p", "q"]))).optional(),
  tree: OddNode.optional(),
  list: OddList.optional(),
  Type: z.record(z.string(), z.unknown()).optional(),
  String: z.string().optional(),
  Int: z.int().optional(),
  Bool: z.boolean().optional(),
  Double: z.number().optional(),
  CodingKeys: z.string().optional(),
  Node: OddNode.optional(),
  Size: z.enum(["Int", "String", "self"]).optional(),
  Word: z.union([z.string(), z.int(), z.boolean(), z.number()]).optional(),
}).refine(
  (value) => (z.looseObject({}).refine((value) => "self" in value, { path: ["self"], message: "required" })).safeParse(value).success
    ? (z.looseObject({}).refine((value) => "a-b" in value, { path: ["a-b"], message: "required" })).safeParse(value).success
    : true,
  "a condition is not met",
).refine((value) => !(z.looseObject({}).refine((value) => "one" in value, { path: ["one"], message: "required" }).refine((value) => "class" in value, { path: ["class"], message: "required" })).safeParse(value).success, "what is excluded");
export type Odd = z.infer<typeof Odd>;

export const AnyValueValue = z.looseObject({
  any: z.unknown(),
  Any: z.string().optional(),
});
export type AnyValueValue = z.infer<typeof AnyValueValue>;
