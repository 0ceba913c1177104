import JSON
import Testing
import Zod

/// What zod 4 answers, checked against zod itself.
@Suite("Arrays, tuples, objects and records")
struct ZodContainerTests {
  @Test("issues are zod's, in zod's order", arguments: cases)
  func issues(_ example: Example) throws { try example.check() }

  private static let cases: [Example] = [
    Example(
      ##"{"type":"array","items":{"type":"number"},"maxItems":1}"##, ##"["a","b"]"##,
      issues:
        ##"[{"code":"invalid_type","path":[0],"message":"Invalid input: expected number, received string","expected":"number"},{"code":"invalid_type","path":[1],"message":"Invalid input: expected number, received string","expected":"number"},{"code":"too_big","path":[],"message":"Too big: expected array to have <=1 items","origin":"array","maximum":1,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"array","items":{"type":"string"},"minItems":2,"maxItems":2}"##, ##"["a"]"##,
      issues:
        ##"[{"code":"too_small","path":[],"message":"Too small: expected array to have exactly 2 items","origin":"array","minimum":2,"inclusive":true,"exact":true}]"##
    ),
    Example(
      ##"{"type":"array","items":{},"maxItems":2}"##, ##""abc""##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected array, received string","expected":"array"},{"code":"too_big","path":[],"message":"Too big: expected string to have <=2 characters","origin":"string","maximum":2,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"array","prefixItems":[{"type":"string"},{"type":"number"}],"items":false,"minItems":2,"maxItems":2}"##,
      ##"["a"]"##,
      issues:
        ##"[{"code":"too_small","path":[],"message":"Too small: expected array to have >=2 items","minimum":2,"inclusive":true,"origin":"array"}]"##
    ),
    Example(
      ##"{"type":"array","prefixItems":[{"type":"string"},{"type":"number"}],"items":false,"minItems":1,"maxItems":2}"##,
      ##"["a"]"##,
      issues: ##"[]"##),
    Example(
      ##"{"type":"array","prefixItems":[{"type":"string"}],"items":false,"minItems":1,"maxItems":1}"##,
      ##"[1,2]"##,
      issues:
        ##"[{"code":"too_big","path":[],"message":"Too big: expected array to have <=1 items","maximum":1,"inclusive":true,"origin":"array"},{"code":"invalid_type","path":[0],"message":"Invalid input: expected string, received number","expected":"string"}]"##
    ),
    Example(
      ##"{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"number"},"minItems":1}"##,
      ##"[1,"x",2]"##,
      issues:
        ##"[{"code":"invalid_type","path":[1],"message":"Invalid input: expected number, received string","expected":"number"},{"code":"invalid_type","path":[0],"message":"Invalid input: expected string, received number","expected":"string"}]"##
    ),
    Example(
      ##"{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"number"},"minItems":1}"##,
      ##"[]"##,
      issues:
        ##"[{"code":"invalid_type","path":[0],"message":"Invalid input: expected string, received undefined","expected":"string"}]"##
    ),
    Example(
      ##"{"type":"array","prefixItems":[],"items":false,"maxItems":0}"##, ##"{}"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected tuple, received object","expected":"tuple"}]"##
    ),
    Example(
      ##"{"type":"object","properties":{"b":{"type":"string"},"a":{"type":"string"}},"required":["b","a"]}"##,
      ##"{"a":1}"##,
      issues:
        ##"[{"code":"invalid_type","path":["b"],"message":"Invalid input: expected string, received undefined","expected":"string"},{"code":"invalid_type","path":["a"],"message":"Invalid input: expected string, received number","expected":"string"}]"##
    ),
    Example(
      ##"{"type":"object","properties":{"a":{}},"required":["a"]}"##, ##"{}"##,
      issues:
        ##"[{"code":"invalid_type","path":["a"],"message":"Invalid input: expected nonoptional, received undefined","expected":"nonoptional"}]"##
    ),
    Example(
      ##"{"type":"object","properties":{"a":{"type":"string"},"b":{"default":1,"type":"number"}}}"##,
      ##"{}"##,
      issues: ##"[]"##),
    Example(
      ##"{"type":"object","properties":{"a":{"type":"string"}}}"##, ##"{"a":null}"##,
      issues:
        ##"[{"code":"invalid_type","path":["a"],"message":"Invalid input: expected string, received null","expected":"string"}]"##
    ),
    Example(
      ##"{"type":"object","properties":{"1":{"type":"string"},"0":{"type":"string"},"x":{"type":"null"}},"required":["1","0","x"]}"##,
      ##"{}"##,
      issues:
        ##"[{"code":"invalid_type","path":["0"],"message":"Invalid input: expected string, received undefined","expected":"string"},{"code":"invalid_type","path":["1"],"message":"Invalid input: expected string, received undefined","expected":"string"},{"code":"invalid_type","path":["x"],"message":"Invalid input: expected null, received undefined","expected":"null"}]"##
    ),
    Example(
      ##"{"type":"object","properties":{},"additionalProperties":false}"##,
      ##"{"b":1,"10":1,"2":1,"a":1,"01":1}"##,
      issues:
        ##"[{"code":"unrecognized_keys","path":[],"message":"Unrecognized keys: \"2\", \"10\", \"b\", \"a\", \"01\"","keys":["2","10","b","a","01"]}]"##
    ),
    Example(
      ##"{"type":"object","properties":{},"additionalProperties":false}"##, ##"{"__proto__":1}"##,
      issues:
        ##"[{"code":"unrecognized_keys","path":[],"message":"Unrecognized key: \"__proto__\"","keys":["__proto__"]}]"##
    ),
    Example(
      ##"{"type":"object","properties":{"a":{}},"additionalProperties":{"type":"number"}}"##,
      ##"{"z":"x","1":"y","__proto__":"q"}"##,
      issues:
        ##"[{"code":"invalid_type","path":["1"],"message":"Invalid input: expected number, received string","expected":"number"},{"code":"invalid_type","path":["z"],"message":"Invalid input: expected number, received string","expected":"number"}]"##
    ),
    Example(
      ##"{"type":"object","properties":{"constructor":{"type":"string","minLength":2}},"required":["constructor"]}"##,
      ##"{}"##,
      issues:
        ##"[{"code":"invalid_type","path":["constructor"],"message":"Invalid input: expected string, received function","expected":"string"},{"code":"too_small","path":["constructor"],"message":"Too small: expected unknown to be >=2","origin":"unknown","minimum":2,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"object","properties":{"toString":{}},"required":["toString"]}"##, ##"{}"##,
      issues: ##"[]"##),
    Example(
      ##"{"type":"object","properties":{"é":{"type":"number"}},"required":["é"]}"##, ##"{"e\u0301":1}"##,
      issues:
        ##"[{"code":"invalid_type","path":["é"],"message":"Invalid input: expected number, received undefined","expected":"number"}]"##
    ),
    Example(
      ##"{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":"number"}}"##,
      ##"{"b":"x","1":null}"##,
      issues:
        ##"[{"code":"invalid_type","path":["1"],"message":"Invalid input: expected number, received null","expected":"number"},{"code":"invalid_type","path":["b"],"message":"Invalid input: expected number, received string","expected":"number"}]"##
    ),
    Example(
      ##"{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":"number"}}"##,
      ##"[]"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected record, received array","expected":"record"}]"##
    ),
    Example(
      ##"{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z]+$"},"additionalProperties":{}}"##,
      ##"{"A":1}"##,
      issues:
        ##"[{"code":"invalid_key","path":["A"],"message":"Invalid key in record","origin":"record","issues":[{"code":"invalid_format","path":[],"message":"Invalid string: must match pattern /^[a-z]+$/","origin":"string","format":"regex","pattern":"/^[a-z]+$/"}]}]"##
    ),
    Example(
      ##"{"type":"object","propertyNames":{"type":"string","enum":["a","b"]},"additionalProperties":{"type":"number"},"required":["a","b"]}"##,
      ##"{"c":1,"a":"x"}"##,
      issues:
        ##"[{"code":"invalid_type","path":["a"],"message":"Invalid input: expected number, received string","expected":"number"},{"code":"invalid_type","path":["b"],"message":"Invalid input: expected number, received undefined","expected":"number"},{"code":"unrecognized_keys","path":[],"message":"Unrecognized key: \"c\"","keys":["c"]}]"##
    ),
    Example(
      ##"{"type":"object","propertyNames":{"type":"string","enum":["a","b"]},"additionalProperties":{"type":"number"}}"##,
      ##"{"c":1,"a":"x"}"##,
      issues:
        ##"[{"code":"invalid_type","path":["a"],"message":"Invalid input: expected number, received string","expected":"number"},{"code":"unrecognized_keys","path":[],"message":"Unrecognized key: \"c\"","keys":["c"]}]"##
    ),
    Example(
      ##"{"type":"object","propertyNames":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991},"additionalProperties":{"type":"boolean"}}"##,
      ##"{"1":true,"-2":0,"1.5":true,"x":true}"##,
      issues:
        ##"[{"code":"invalid_type","path":["-2"],"message":"Invalid input: expected boolean, received number","expected":"boolean"},{"code":"invalid_key","path":["1.5"],"message":"Invalid key in record","origin":"record","issues":[{"code":"invalid_type","path":[],"message":"Invalid input: expected number, received string","expected":"number"}]},{"code":"invalid_key","path":["x"],"message":"Invalid key in record","origin":"record","issues":[{"code":"invalid_type","path":[],"message":"Invalid input: expected number, received string","expected":"number"}]}]"##
    ),
    Example(
      ##"{"type":"object","propertyNames":{"type":"number","enum":[1,2]},"additionalProperties":{"type":"string"},"required":["1","2"]}"##,
      ##"{"1":5}"##,
      issues:
        ##"[{"code":"invalid_type","path":[1],"message":"Invalid input: expected string, received number","expected":"string"},{"code":"invalid_type","path":[2],"message":"Invalid input: expected string, received undefined","expected":"string"}]"##
    ),
    Example(
      ##"{"type":"object","patternProperties":{"^x_":{"type":"number"}}}"##, ##"{"x_a":"1","y":"z"}"##,
      issues:
        ##"[{"code":"invalid_type","path":["x_a"],"message":"Invalid input: expected number, received string","expected":"number"}]"##
    ),
  ]
}
