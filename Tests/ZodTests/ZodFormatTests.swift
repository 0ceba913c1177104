import JSON
import Testing
import Zod

@Suite("Formats that zod decides by code")
struct ZodFormatTests {
  private func expect(_ schema: String, accepts good: [String], refuses bad: [String]) throws {
    for (text, verdict) in zip(good, try verdicts(schema, good.map { .string($0) })) {
      #expect(verdict, "\(schema) must accept \(text.debugDescription)")
    }
    for (text, verdict) in zip(bad, try verdicts(schema, bad.map { .string($0) })) {
      #expect(!verdict, "\(schema) must refuse \(text.debugDescription)")
    }
  }

  @Test("a URL is what new URL() takes")
  func url() throws {
    try expect(
      #"{"type":"string","format":"uri"}"#,
      accepts: [
        "http://x", "mailto:a@x.co", "c:\\windows", "http:x", "http:\\\\x", "file:", "file://c|", "a://",
        "a://?",
        "http://user:pw@x:80/", "http://0x7f.1", "http://1.2.3.4.", "http://256", "http://[::1]:8/",
        "http://x:",
        " \u{3000}http://x\n", "ht\ntp://x", "http://x/a b", "http://ä.de", "http://xn--a", "http://a%41",
        "http://１.２", "http://a\u{AD}b", "http://क्\u{200D}ष", "http://א1", "http://a_b", "a://%",
        "http://é.xn--e1afmkfd",
      ],
      refuses: [
        "", "x", "1x:y", "http:", "http:///", "http://?", "http://:80", "http://a@", "http://x:65536",
        "http://x:8a",
        "http://1.2.3.256", "http://4294967296", "http://09.1", "http://a.1", "http://1..2", "http://[::1",
        "http://[::1.2.3.400]", "http://x y", "http://a|b", "http://%", "http://a%00", "http://\u{7F}x",
        "http://\u{301}a", "http://א1a", "http://\u{AD}", "http://a\u{2100}", "http://é.xn--a", "file://a:b",
        "a://x:80a", "a://a b", "http://%ff", "http://a\u{200D}b", "http://１.２.３.400",
      ])
  }

  @Test("addresses")
  func addresses() throws {
    try expect(
      #"{"type":"string","format":"ipv6"}"#,
      accepts: [
        "::", "::1", "1::", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7::",
      ],
      refuses: [
        "", ":1", "1:", "1:2:3", "::1\n", "::@1", "::1/64", "12345::", "1::2::3", "::01.2.3.4", "::%1",
      ])
    try expect(
      #"{"type":"string","format":"cidrv6"}"#,
      // What JavaScript writes as it was read is a length: a flaw of zod's that its answers have.
      accepts: ["::/0", "::1/128", "::/12.5", "::/NaN"],
      refuses: ["::", "::/", "::/129", "::/08", "::/1e1", "::/-0", "::/1/1", "g::/8"])
  }

  @Test("base64, tokens and numbers with a check")
  func codes() throws {
    try expect(
      #"{"type":"string","format":"base64"}"#, accepts: ["", "QQ==", "QUI=", "QUJD", "QR=="],
      refuses: ["Q", "QQ", "QQ=", "====", "A===", "QU=I", "QUJD\n", "QU-D", "é==="])
    try expect(
      #"{"type":"string","format":"base64url"}"#, accepts: ["", "QQ", "QUI", "QU-_"],
      refuses: ["Q", "QQ==", "QU+D"])
    try expect(
      #"{"type":"string","format":"jwt"}"#,
      accepts: ["eyJhbGciOiJIUzI1NiJ9.e30.x", "eyJhbGciOjF9..", "eyJhbGciOiJcdWQ4MDAifQ.e30.x"],
      refuses: ["", "a.b", "eyJhbGciOm51bGx9.e30.x", "W10=.e30.x", "eyJhbGciOiIiLCJ0eXAiOiJKV1QifQ.e30.x"])
    try expect(
      #"{"type":"string","format":"credit_card"}"#, accepts: ["4111111111111111", "4111 1111-1111 1111"],
      refuses: ["4111111111111112", "4111  111111111111", "411111111111111 ", "79927398713"])
    try expect(
      #"{"type":"string","format":"iban"}"#, accepts: ["GB82WEST12345698765432", "DE89370400440532013000"],
      refuses: ["GB83WEST12345698765432", "gb82WEST12345698765432", "DE00370400440532013000"])
  }

  @Test("a URL's text goes on without the white space around it")
  func trimmed() throws {
    #expect(
      try verdicts(#"{"type":"string","maxLength":8,"format":"uri"}"#, ["   http://x   ", "http://xyz"])
        == [true, false])
  }

  @Test("a format without its pattern has zod's own")
  func usual() throws {
    for (format, good, bad) in [
      ("email", "a.b@x.co", "a..b@x.co"), ("uuid", "6f1d2f4e-8c3a-4b7e-9a51-0d2c7b9e4f10", "6f1d2f4e"),
      ("date-time", "2024-02-29T09:30Z", "2023-02-29T09:30Z"), ("date", "2000-02-29", "1900-02-29"),
      ("time", "09:30:00.5", "24:00"), ("duration", "P1DT2H", "P1W2D"), ("ipv4", "255.0.0.1", "256.0.0.1"),
      ("cidrv4", "10.0.0.0/8", "10.0.0.0/33"), ("emoji", "👍🏽", "a"), ("e164", "+41791234567", "+0791234567"),
      ("lowercase", "é1", "É1A"), ("nanoid", "V1StGXR8_Z5jdHi6B-myT", "short"),
    ] {
      #expect(
        try verdicts(#"{"type":"string","format":"\#(format)"}"#, [.string(good), .string(bad)]) == [
          true, false,
        ],
        "\(format)")
    }
  }
}
