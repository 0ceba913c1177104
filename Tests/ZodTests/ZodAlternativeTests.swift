import JSON
import Testing
import Zod

/// What zod 4 answers, checked against zod itself.
@Suite("Unions, intersections and references")
struct ZodAlternativeTests {
  @Test("issues are zod's, in zod's order", arguments: cases)
  func issues(_ example: Example) throws { try example.check() }

  private static let cases: [Example] = [
    Example(
      ##"{"type":["string","null"]}"##, ##"1"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected string, received number","expected":"string"}]"##
    ),
    Example(
      ##"{"type":["string","number"]}"##, ##"true"##,
      issues:
        ##"[{"code":"invalid_union","path":[],"message":"Invalid input","errors":[[{"code":"invalid_type","path":[],"message":"Invalid input: expected string, received boolean","expected":"string"}],[{"code":"invalid_type","path":[],"message":"Invalid input: expected number, received boolean","expected":"number"}]]}]"##
    ),
    Example(
      ##"{"anyOf":[{"type":"number"},{"type":"null"}]}"##, ##"null"##,
      issues: ##"[]"##),
    Example(
      ##"{"type":["null","string"]}"##, ##"1"##,
      issues:
        ##"[{"code":"invalid_union","path":[],"message":"Invalid input","errors":[[{"code":"invalid_type","path":[],"message":"Invalid input: expected null, received number","expected":"null"}],[{"code":"invalid_type","path":[],"message":"Invalid input: expected string, received number","expected":"string"}]]}]"##
    ),
    Example(
      ##"{"anyOf":[{"type":"string","minLength":5},{"type":"number"}]}"##, ##""abc""##,
      issues:
        ##"[{"code":"too_small","path":[],"message":"Too small: expected string to have >=5 characters","origin":"string","minimum":5,"inclusive":true}]"##
    ),
    Example(
      ##"{"anyOf":[{"type":"string","minLength":5},{"type":"string","maxLength":1}]}"##, ##""abc""##,
      issues:
        ##"[{"code":"invalid_union","path":[],"message":"Invalid input","errors":[[{"code":"too_small","path":[],"message":"Too small: expected string to have >=5 characters","origin":"string","minimum":5,"inclusive":true}],[{"code":"too_big","path":[],"message":"Too big: expected string to have <=1 characters","origin":"string","maximum":1,"inclusive":true}]]}]"##
    ),
    Example(
      ##"{"anyOf":[{"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false},{"type":"object","properties":{"b":{"type":"number"}},"required":["b"]}]}"##,
      ##"{"a":1,"c":2}"##,
      issues: ##"[{"code":"unrecognized_keys","path":[],"message":"Unrecognized key: \"c\"","keys":["c"]}]"##),
    Example(
      ##"{"oneOf":[{"type":"string","minLength":2},{"type":"string","maxLength":4}]}"##, ##""abc""##,
      issues:
        ##"[{"code":"invalid_union","path":[],"message":"Invalid input: more than one option matched","errors":[],"inclusive":false,"matches":[0,1]}]"##
    ),
    Example(
      ##"{"oneOf":[{"type":"string"},{"type":"number"}]}"##, ##"null"##,
      issues:
        ##"[{"code":"invalid_union","path":[],"message":"Invalid input","errors":[[{"code":"invalid_type","path":[],"message":"Invalid input: expected string, received null","expected":"string"}],[{"code":"invalid_type","path":[],"message":"Invalid input: expected number, received null","expected":"number"}]]}]"##
    ),
    Example(
      ##"{"oneOf":[{"type":"object","properties":{"t":{"const":"a"},"n":{"type":"number"}},"required":["t","n"]},{"type":"object","properties":{"t":{"enum":["b","c"]}},"required":["t"]},{"type":"object","properties":{"t":{"type":"null"}},"required":["t"]}]}"##,
      ##"{"t":"a"}"##,
      issues:
        ##"[{"code":"invalid_type","path":["n"],"message":"Invalid input: expected number, received undefined","expected":"number"}]"##
    ),
    Example(
      ##"{"oneOf":[{"type":"object","properties":{"t":{"const":"a"}},"required":["t"]},{"type":"object","properties":{"t":{"enum":["b","c"]}},"required":["t"]},{"type":"object","properties":{"t":{"type":"null"}},"required":["t"]}]}"##,
      ##"{"t":1}"##,
      issues:
        ##"[{"code":"invalid_union","path":["t"],"message":"Invalid discriminator value. Expected 'a' | 'b' | 'c' | 'null'","errors":[],"note":"No matching discriminator","discriminator":"t","options":["a","b","c",null]}]"##
    ),
    Example(
      ##"{"oneOf":[{"type":"object","properties":{"t":{"const":"a"}},"required":["t"]},{"type":"object","properties":{"t":{"const":"b"}},"required":["t"]}]}"##,
      ##""a""##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected object, received string","expected":"object"}]"##
    ),
    Example(
      ##"{"oneOf":[{"type":"object","properties":{"a":{"const":1}},"required":["a"]},{"oneOf":[{"type":"object","properties":{"a":{"const":2},"b":{"const":"x"}},"required":["a","b"]},{"type":"object","properties":{"a":{"const":3},"b":{"const":"y"}},"required":["a","b"]}]}]}"##,
      ##"{"a":2,"b":"z"}"##,
      issues:
        ##"[{"code":"invalid_union","path":["b"],"message":"Invalid discriminator value. Expected 'x' | 'y'","errors":[],"note":"No matching discriminator","discriminator":"b","options":["x","y"]}]"##
    ),
    Example(
      ##"{"allOf":[{"type":"object","properties":{"a":{"type":"number"}},"required":["a"],"additionalProperties":false},{"type":"object","properties":{"b":{"type":"number"}},"required":["b"],"additionalProperties":false}]}"##,
      ##"{"a":1,"b":"x","c":1,"d":2}"##,
      issues:
        ##"[{"code":"invalid_type","path":["b"],"message":"Invalid input: expected number, received string","expected":"number"},{"code":"unrecognized_keys","path":[],"message":"Unrecognized keys: \"c\", \"d\"","keys":["c","d"]}]"##
    ),
    Example(
      ##"{"allOf":[{"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false},{"type":"object","properties":{"b":{}}}]}"##,
      ##"{"a":1,"c":2}"##,
      issues: ##"[]"##),
    Example(
      ##"{"allOf":[{"type":"object","propertyNames":{"type":"string","pattern":"^a"},"additionalProperties":{}},{"type":"object","propertyNames":{"type":"string","pattern":"^b"},"additionalProperties":{}}]}"##,
      ##"{"a":1,"b":2,"c":3}"##,
      issues:
        ##"[{"code":"invalid_key","path":["c"],"message":"Invalid key in record","origin":"record","issues":[{"code":"invalid_format","path":[],"message":"Invalid string: must match pattern /^a/","origin":"string","format":"regex","pattern":"/^a/"}]}]"##
    ),
    Example(
      ##"{"type":"object","properties":{"v":{"type":"number"},"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["v","next"]}"##,
      ##"{"v":1,"next":{"v":"x","next":null}}"##,
      issues:
        ##"[{"code":"invalid_type","path":["next","v"],"message":"Invalid input: expected number, received string","expected":"number"}]"##
    ),
    Example(
      ##"{"type":"object","properties":{"x":{"$ref":"#/$defs/a~1b~0c d"}},"required":["x"],"$defs":{"a/b~c d":{"type":"string","minLength":2}}}"##,
      ##"{"x":"a"}"##,
      issues:
        ##"[{"code":"too_small","path":["x"],"message":"Too small: expected string to have >=2 characters","origin":"string","minimum":2,"inclusive":true}]"##
    ),
    Example(
      ##"{"default":1,"$ref":"#/$defs/n","$defs":{"n":{"type":"number"}}}"##, ##""x""##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected number, received string","expected":"number"}]"##
    ),
  ]
}
