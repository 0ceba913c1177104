import Diagnostics
import JSON
import JSONSchema
import Testing

/// What each format takes and refuses; the rows follow the standards' own examples and borders.
struct FormatTests {
  /// A name of that many octets, in labels of up to 63.
  static func longName(_ count: Int) -> String {
    String((0..<count).map { $0 % 60 == 59 && $0 != count - 1 ? "." : "a" })
  }

  static let cases: [(format: String, valid: [String], invalid: [String])] = [
    (
      "date-time",
      [
        "1963-06-19T08:30:06.283185Z", "1963-06-19T08:30:06Z", "1937-01-01T12:00:27.87+00:20",
        "1990-12-31T15:59:50.123-08:00", "1998-12-31T23:59:60Z", "1998-12-31T15:59:60.123-08:00",
        "1963-06-19t08:30:06.283185z", "2024-02-29T00:00:00Z", "2000-02-29T00:00:00-00:00",
        "2016-12-31T23:59:60Z", "2015-06-30T23:59:60.5Z", "2017-01-01T05:29:60+05:30",
        "2016-12-31T18:59:60-05:00",
        "2016-02-29T23:59:60z", "2016-12-31T23:59:60+00:00",
      ],
      [
        "2016-12-30T23:59:60Z", "2016-12-31T05:29:60+05:30", "2017-01-01T18:59:60-05:00",
        "2015-02-27T23:59:60Z",
        "", "1998-12-31T23:59:61Z", "1998-12-31T23:58:60Z", "1998-12-31T22:59:60Z",
        "1990-02-31T15:59:59.123-08:00",
        "1990-12-31T15:59:59-24:00", "1963-06-19T08:30:06.28123+01:00Z", "06/19/1963 08:30:06 PST",
        "2013-350T01:01:01", "1963-6-19T08:30:06.283185Z", "1963-06-1T08:30:06.283185Z",
        "1963-06-1৪T00:00:00Z",
        "1963-06-11T0৪:00:00Z", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "1963-06-19T24:00:00Z",
        "1963-06-19T08:60:00Z", "1963-06-19 08:30:06Z", "1963-06-19T08:30:06", "1963-06-19T08:30:06.Z",
        "1963-06-19T08:30:06+0100", "1963-06-19T08:30:06+01:60", "1963-00-19T08:30:06Z",
        "11963-06-19T08:30:06Z",
      ]
    ),
    (
      "date", ["1963-06-19", "2020-01-31", "2020-02-29", "2400-02-29"],
      [
        "", "2021-02-29", "2100-02-29", "2020-04-31", "2020-13-01", "2020-00-01", "2020-01-00", "06/19/1963",
        "2013-350",
        "1998-1-20", "1998-01-1", "1963-06-1৪", "20230328", "2023-W01", "2020-01-01T00:00:00Z",
      ]
    ),
    (
      "time",
      [
        "08:30:06Z", "23:59:60Z", "15:59:60-08:00", "23:20:50.52Z", "08:30:06.283185z", "01:29:60+01:30",
        "23:29:60+23:30",
        "23:59:60+00:00", "08:30:06+00:20",
      ],
      [
        "", "008:030:006Z", "8:3:6Z", "8:0030:6Z", "22:59:60Z", "23:58:60Z", "23:59:60+01:00", "24:00:00Z",
        "00:60:00Z",
        "00:00:61Z", "01:02:03+24:00", "01:02:03+00:60", "01:02:03Z+00:30", "08:30:06 PST", "01:01:01,1111",
        "12:00:00",
        "12:00:00.52", "1২:00:00Z", "08:30:06#00:20", "ab:cd:ef",
      ]
    ),
    (
      "duration",
      ["P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", "P1Y2M3DT4H5M6S"],
      [
        "", "PT1D", "P", "P1YT", "PT", "P2D1Y", "P1D2H", "P2S", "P1Y2W", "P1", "P২Y", "4DT12H30M5S", "P1.5D",
        "p1d", "PW",
      ]
    ),
    (
      "email",
      [
        "joe.bloggs@example.com", "te~st@example.com", "~test@example.com", "test~@example.com",
        "te.s.t@example.com",
        "\"joe bloggs\"@example.com", "\"joe..bloggs\"@example.com", "\"joe@bloggs\"@example.com",
        "joe.bloggs@[127.0.0.1]", "joe.bloggs@[IPv6:::1]", "a+b@x.org", "a@[ipv6:1::8]", "a@[127.000.0.01]",
        "\"\"@example.com", "\"\\\"\"@example.com", "a@xn--tda.de", "test@c--n.com", "a@io",
        "\(String(repeating: "a", count: 64))@x.org",
      ],
      [
        "", "2962", "@example.com", "a@", ".test@example.com", "test.@example.com", "te..st@example.com",
        "joe.bloggs@invalid=domain.com", "joe.bloggs@[127.0.0.300]", "a b@example.com", "a@b@example.com",
        "a@[IPv6:1:2:3:4:5:6:7::]", "a@[IPv6:1]", "a@[x:1]", "a@[]", "a@xn--X",
        "a@[1.2.3.4", "a@x.org.", "a@x_y.org", "\"\u{FC}\"@x.org", "a\t@x.org",
        "\(String(repeating: "a", count: 65))@x.org",
        "a@\(longName(253))",
        "user1@oceania.org, user2@oceania.org", "a@-b.com", "dörte@example.com", "\"a\"b\"@example.com",
      ]
    ),
    (
      "idn-email",
      [
        "실례@실례.테스트", "joe.bloggs@example.com", "dörte@sörensen.example.com", "\"ü x\"@x.org", "ü@[127.0.0.1]",
      ],
      ["2962", "실례", "@실례", "a@☃.de", "a@Ü.de", "a@-ü.de", "a b@ü.de"]
    ),
    (
      "hostname",
      [
        longName(253), "XN--TDA.de", "xn--ihqwcrb4cv8a8dqg056pqjye", "xn--zca29lwxobi7a", "123", "a.b",
        "www.example.com", "xn--4gbwdl.xn--wgbh1c", "a", "hostnam3", "1host", "ho-st", "a.b.c.d",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk.com",
      ],
      [
        "", ".", "-a-host-name-that-starts-with--", "not_a_valid_host_name", "hostname-", "-hostname", "a..b",
        "a.", ".a",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl.com", "ab--cd", "a b", "ü.de",
        longName(254),
        "xn--X", "XN--aa---o47jg78q", "xn--hello-txk", "xn--hello-zed", "xn--hello-6bf", "xn--l-fda",
        "xn--l-gda",
        "xn--02b508i", "xn--11b2er09f", "xn--07jt112bpxg.xn--9t4b11yi5a", "xn--", "xn--abc", "a\u{3002}b",
      ]
    ),
    (
      "idn-hostname",
      [
        "실례.테스트", "münchen.de", "a\u{3002}b", "a\u{FF0E}ü", "ü\u{FF61}xn--tda", "faß.de", "l·l",
        "א׳ב.example",
        "παράδειγμαπαράδειγμαπαράδειγμαπαράδειγμαπαράδειγμαπαρ.com", longName(253),
      ],
      [
        "", ".", "\u{3002}", "a.", "a\u{3002}", ".ü", "ü..de", "Ü.de", "☃.de", "a·l", "ü_.de", "ü .de",
        "-ü.de", "ab--ü.de",
        "u\u{308}.de", "xn--X", "παράδειγμαπαράδειγμαπαράδειγμαπαράδειγμαπαράδειγμαπαράδειγμα.com",
        longName(254), "ü" + longName(253), "\u{0}ü.de",
      ]
    ),
    (
      "ipv4", ["192.168.0.1", "0.0.0.0", "255.255.255.255", "87.10.0.1"],
      [
        "", "127.0.0.0.1", "256.256.256.256", "127.0", "0x7f000001", "2130706433", "087.10.0.1", "127.0.0.0.",
        "1২7.0.0.1",
        "192.168.1.0/24", " 1.1.1.1", "1..1.1", "1.1.1.1000",
      ]
    ),
    (
      "ipv6",
      [
        "::1", "::", "::abef", "1234::", "1::d6:192.168.0.1", "1:2::192.168.0.1",
        "::ffff:192.168.0.1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "::42:ff:1", "d6::", "1:d6::42",
        "1::2:3:4:5:6:7",
      ],
      [
        "", "12345::", "::abcef", "1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1", "::laptop", ":2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:",
        ":2:3:4::8", "1::d6::42", "1::2:192.168.256.1", "1::2:192.168.ff.1", "::ffff:192.168.0.1 ",
        "1:2:3:4:5:::8",
        "1:2:3:4:5:6:7", "1", "127.0.0.1", "1:2:3:4:1.2.3", "fe80::/64", "fe80::a%eth1", "1:2:3:4:5:6:7:৪",
        ":::", ":1",
      ]
    ),
    (
      "uri",
      [
        "http://foo.bar/?baz=qux#quux", "http://foo.com/blah_(wikipedia)_blah#cite-1",
        "http://foo.bar/?q=Test%20URL-encoded%20stuff",
        "http://xn--nw2a.xn--j6w193g/", "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com",
        "http://223.255.255.254",
        "ftp://ftp.is.co.za/rfc/rfc1808.txt", "ldap://[2001:db8::7]/c=GB?objectClass?one",
        "mailto:John.Doe@example.com",
        "news:comp.infosystems.www.servers.unix", "tel:+1-816-555-1212",
        "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
        "http://a:80", "http://[v1.a:b]/", "x:", "file:///etc",
      ],
      [
        "", "//foo.bar/?baz=qux#quux", "/abc", "\\\\WINDOWS\\fileshare", "abc", "http:// shouldfail.com",
        ":// should fail",
        "bar,baz:foo", "https://[@example.org/test.txt", "https://example.org/foobar\\.txt",
        "https://example.org/foobar<>.txt",
        "https://example.org/foobar{}.txt", "https://example.org/foobar^.txt",
        "https://example.org/foobar`.txt",
        "https://example.org/foo bar.txt", "https://example.org/foobar|.txt", "http://foo.bar/%zz",
        "http://a:b/", "http://ü.de/",
        "http://a/#b#c", "1x:y",
      ]
    ),
    (
      "uri-reference",
      [
        "http://foo.bar/?baz=qux#quux", "//foo.bar/?baz=qux#quux", "/abc", "abc", "#fragment", "", "?q",
        "a/b:c", "firestore.json#/$defs/x",
      ],
      ["\\\\WINDOWS\\fileshare", "#frag\\ment", "a b", "1a:b", "%", "/ü"]
    ),
    (
      "iri",
      [
        "x:?\u{E000}\u{F0000}\u{10FFFD}", "x:\u{1F600}\u{A0}\u{E1000}", "http://ƒøø.ßår/?∂éœ=πîx#πîüx",
        "http://[2001:0db8:85a3::8a2e:0370:7334]",
      ],
      [
        "/abc", "http://2001:0db8:85a3:0000:0000:8a2e:0370:7334", "\\\\WINDOWS\\filëßåré", "âππ",
        "x:\u{E000}",
        "x:#\u{E000}", "x:\u{FFFE}", "x:\u{80}", "x:\u{E0001}", "http://a\u{E000}/",
        "x:?\u{FFFFF}",
      ]
    ),
    (
      "iri-reference", ["//ƒøø.ßår/?∂éœ=πîx#πîüx", "/âππ", "âππ", "#ƒrägmênt"],
      ["#ƒräg\\mênt", "\\\\WINDOWS\\filëßåré"]
    ),
    (
      "uri-template",
      [
        "http://example.com/dictionary/{term:1}/{term}", "http://example.com/dictionary",
        "dictionary/{term:1}/{term}",
        "{+path,x*}", "{?q}{&r}", "a'b", "ü\u{E000}😀", "{a.b}", "{%41}", "{v:1000}", "{#a,b:3,c*}", "{=x}",
        "", "a%41b",
      ],
      [
        "http://example.com/dictionary/{term:1}/{term", "}", "{}", "{a b}", "{a:0}", "%zz", "{a..b}",
        "{a,,b}", "{a,}", "{v:10000}", "{v:01}", "{%4}", "{ü}",
        "a\u{7F}b", "a\u{80}", "a\u{FFFE}", "{a*:3}", "{,+a}", "{.a.}",
      ]
    ),
    (
      "uuid",
      [
        "2EB8AA08-AA98-11EA-B4AA-73B441D16380", "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
        "00000000-0000-0000-0000-000000000000",
      ],
      [
        "", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08-aa98-11ea-73b441d16380",
        "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
        "2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08aa98-11ea-b4aa73b441d16380",
        "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
      ]
    ),
    (
      "json-pointer", ["", "/", "/foo/0", "/a~1b", "/m~0n", "/ ", "/foo//", "/~01", "/ü"],
      ["foo", "#/", "/foo/~", "/~2", "/~~", "a", "0"]
    ),
    (
      "relative-json-pointer",
      ["1", "0/foo/bar", "2/0/baz/1/zip", "0#", "120/foo", "0+1", "0-0", "1-2/bar", "0-1#", "0//"],
      [
        "", "/foo/bar", "-1/foo/bar", "+1/foo", "0##", "01/a", "01#", "1#/a", "0+", "0-01", "0++1", "0+1x",
        "1foo", "0/~2", "1\n",
      ]
    ),
    (
      "regex",
      [
        "([abc])+\\s+$", "^\\p{L}+$", "", "(?<=a*)b", "(?i:a)", "(?<a>.)|(?<a>x)", "\\p{Script=Tai_Yo}",
        "a{99999}",
      ], ["^(abc]", "\\a", "a**", "{1", "\\p{Nope}"]
    ),
  ]

  @Test("formats take what their standards allow, and nothing else", arguments: cases.indices)
  func formats(_ index: Int) throws {
    let (format, valid, invalid) = Self.cases[index]
    let schema = try compile("{\"format\":\"\(format)\"}")
    for text in valid {
      #expect(schema.isValid(try parse(JSONValue.string(text).compact()).root), "\(format): \(text)")
    }
    for text in invalid {
      let node = try parse(JSONValue.string(text).compact()).root
      #expect(!schema.isValid(node), "\(format): \(text)")
      #expect(schema.validate(node).first?.code == "schema/format")
    }
    #expect(schema.isValid(try parse("12").root), "only strings have a format")
  }

  @Test("formats only annotate when the options say so")
  func annotation() throws {
    let schema = try compile(#"{"format":"ipv4"}"#, options: SchemaOptions(assertFormats: false))
    #expect(schema.isValid(try parse(#""x""#).root))
  }
}
