import JSON
import Testing
import Zod

/// What zod 4 answers, checked against zod itself.
@Suite("Strings, numbers and constants")
struct ZodScalarTests {
  @Test("issues are zod's, in zod's order", arguments: cases)
  func issues(_ example: Example) throws { try example.check() }

  private static let cases: [Example] = [
    Example(
      ##"{"type":"string"}"##, ##"1"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected string, received number","expected":"string"}]"##
    ),
    Example(
      ##"{"type":"string"}"##, ##"null"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected string, received null","expected":"string"}]"##
    ),
    Example(
      ##"{"type":"string"}"##, ##""x""##,
      issues: ##"[]"##),
    Example(
      ##"{"type":"string","minLength":2}"##, ##""😀""##,
      issues:
        ##"[{"code":"too_small","path":[],"message":"Too small: expected string to have >=2 characters","origin":"string","minimum":2,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"string","maxLength":2}"##, ##""😀😀""##,
      issues: ##"[]"##),
    Example(
      ##"{"type":"string","minLength":3,"maxLength":3}"##, ##""ab""##,
      issues:
        ##"[{"code":"too_small","path":[],"message":"Too small: expected string to have exactly 3 characters","origin":"string","minimum":3,"inclusive":true,"exact":true}]"##
    ),
    Example(
      ##"{"type":"string","minLength":2}"##, ##"[1]"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected string, received array","expected":"string"},{"code":"too_small","path":[],"message":"Too small: expected array to have >=2 items","origin":"array","minimum":2,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"string","maxLength":1}"##, ##"{"length":2}"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected string, received object","expected":"string"},{"code":"too_big","path":[],"message":"Too big: expected unknown to be <=1","origin":"unknown","maximum":1,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"string","minLength":2}"##, ##"{"length":null}"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected string, received object","expected":"string"},{"code":"too_small","path":[],"message":"Too small: expected unknown to be >=2","origin":"unknown","minimum":2,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"string","pattern":"^a.c$"}"##, ##""a\nc""##,
      issues:
        ##"[{"code":"invalid_format","path":[],"message":"Invalid string: must match pattern /^a.c$/","origin":"string","format":"regex","pattern":"/^a.c$/"}]"##
    ),
    Example(
      ##"{"type":"string","pattern":"^https:\\/\\/.*"}"##, ##""ftp://x""##,
      issues:
        ##"[{"code":"invalid_format","path":[],"message":"Invalid string: must start with \"https://\"","origin":"string","format":"starts_with","prefix":"https://"}]"##
    ),
    Example(
      ##"{"type":"string","pattern":".*\\.png$"}"##, ##""x.gif""##,
      issues:
        ##"[{"code":"invalid_format","path":[],"message":"Invalid string: must end with \".png\"","origin":"string","format":"ends_with","suffix":".png"}]"##
    ),
    Example(
      ##"{"type":"string","pattern":"needle"}"##, ##""hay""##,
      issues:
        ##"[{"code":"invalid_format","path":[],"message":"Invalid string: must include \"needle\"","origin":"string","format":"includes","includes":"needle"}]"##
    ),
    Example(
      ##"{"type":"string","format":"uppercase","allOf":[{"pattern":"^[^A-Z]*$"},{"pattern":"^[^a-z]*$"}]}"##,
      ##""aB""##,
      issues:
        ##"[{"code":"invalid_format","path":[],"message":"Invalid lowercase","origin":"string","format":"lowercase","pattern":"/^[^A-Z]*$/"},{"code":"invalid_format","path":[],"message":"Invalid uppercase","origin":"string","format":"uppercase","pattern":"/^[^a-z]*$/"}]"##
    ),
    Example(
      ##"{"type":"number"}"##, ##"1e400"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected number, received Infinity","expected":"number","received":"Infinity"}]"##
    ),
    Example(
      ##"{"type":"number"}"##, ##"-1e400"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected number, received -Infinity","expected":"number","received":"-Infinity"}]"##
    ),
    Example(
      ##"{"type":"number"}"##, ##""1""##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected number, received string","expected":"number"}]"##
    ),
    Example(
      ##"{"type":"number","exclusiveMinimum":0,"maximum":9.5}"##, ##"-0"##,
      issues:
        ##"[{"code":"too_small","path":[],"message":"Too small: expected number to be >0","origin":"number","minimum":0,"inclusive":false}]"##
    ),
    Example(
      ##"{"type":"number","minimum":1e-7}"##, ##"0"##,
      issues:
        ##"[{"code":"too_small","path":[],"message":"Too small: expected number to be >=1e-7","origin":"number","minimum":1e-7,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}"##, ##"1.5"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected int, received number","expected":"int","format":"safeint"}]"##
    ),
    Example(
      ##"{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}"##, ##"1.0"##,
      issues: ##"[]"##),
    Example(
      ##"{"type":"integer","minimum":0,"maximum":9007199254740991}"##, ##"-9007199254740992"##,
      issues:
        ##"[{"code":"too_small","path":[],"message":"Too small: expected int to be >=-9007199254740991","minimum":-9007199254740991,"note":"Integers must be within the safe integer range.","origin":"int","inclusive":true},{"code":"too_small","path":[],"message":"Too small: expected number to be >=0","origin":"number","minimum":0,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"integer","minimum":-2147483648,"maximum":2147483647}"##, ##"2147483648"##,
      issues:
        ##"[{"code":"too_big","path":[],"message":"Too big: expected number to be <=2147483647","origin":"number","maximum":2147483647,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"integer","minimum":0,"maximum":4294967295}"##, ##"-1"##,
      issues:
        ##"[{"code":"too_small","path":[],"message":"Too small: expected number to be >=0","origin":"number","minimum":0,"inclusive":true}]"##
    ),
    Example(
      ##"{"type":"number","multipleOf":0.01}"##, ##"0.29"##,
      issues: ##"[]"##),
    Example(
      ##"{"type":"number","multipleOf":0.01}"##, ##"0.295"##,
      issues:
        ##"[{"code":"not_multiple_of","path":[],"message":"Invalid number: must be a multiple of 0.01","origin":"number","divisor":0.01}]"##
    ),
    Example(
      ##"{"type":"number","multipleOf":0.01}"##, ##"true"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected number, received boolean","expected":"number"}]"##
    ),
    Example(
      ##"{"type":"string","const":"a"}"##, ##""b""##,
      issues:
        ##"[{"code":"invalid_value","path":[],"message":"Invalid input: expected \"a\"","values":["a"]}]"##),
    Example(
      ##"{"type":"null","const":null}"##, ##"0"##,
      issues:
        ##"[{"code":"invalid_value","path":[],"message":"Invalid input: expected null","values":[null]}]"##),
    Example(
      ##"{"enum":["a",1,true,null]}"##, ##"2"##,
      issues:
        ##"[{"code":"invalid_value","path":[],"message":"Invalid option: expected one of \"a\"|1|true|null","values":["a",1,true,null]}]"##
    ),
    Example(
      ##"{"type":"number","enum":[0,1]}"##, ##"-0.0"##,
      issues: ##"[]"##),
    Example(
      ##"{"type":"boolean"}"##, ##"0"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected boolean, received number","expected":"boolean"}]"##
    ),
    Example(
      ##"{"type":"null"}"##, ##"false"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected null, received boolean","expected":"null"}]"##
    ),
    Example(
      ##"{"not":{}}"##, ##"1"##,
      issues:
        ##"[{"code":"invalid_type","path":[],"message":"Invalid input: expected never, received number","expected":"never"}]"##
    ),
    Example(
      ##"{}"##, ##"[1]"##,
      issues: ##"[]"##),
  ]
}
