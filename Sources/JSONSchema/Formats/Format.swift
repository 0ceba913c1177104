/// The formats that are asserted (validation §7.3), each a scan over bytes in the file of its kind.
enum Format: String, CaseIterable, Sendable {
  case dateTime = "date-time"
  case date
  case time
  case duration
  case email
  case idnEmail = "idn-email"
  case hostname
  case idnHostname = "idn-hostname"
  case ipv4
  case ipv6
  case uri
  case uriReference = "uri-reference"
  case iri
  case iriReference = "iri-reference"
  case uriTemplate = "uri-template"
  case uuid
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex

  /// Whether a string's bytes are of the format.
  func accepts(_ bytes: ByteRun) -> Bool {
    switch self {
    case .dateTime: DateTimeFormat.isDateTime(bytes)
    case .date: DateTimeFormat.isDate(bytes)
    case .time: DateTimeFormat.isTime(bytes)
    case .duration: DurationFormat.accepts(bytes)
    case .email: EmailFormat.accepts(bytes, international: false)
    case .idnEmail: EmailFormat.accepts(bytes, international: true)
    case .hostname: HostnameFormat.accepts(bytes)
    case .idnHostname: HostnameFormat.isInternational(bytes)
    case .ipv4: AddressFormat.isIPv4(bytes)
    case .ipv6: AddressFormat.isIPv6(bytes)
    case .uri: URIFormat.accepts(bytes, isReference: false, international: false)
    case .uriReference: URIFormat.accepts(bytes, isReference: true, international: false)
    case .iri: URIFormat.accepts(bytes, isReference: false, international: true)
    case .iriReference: URIFormat.accepts(bytes, isReference: true, international: true)
    case .uriTemplate: URITemplateFormat.accepts(bytes)
    case .uuid: UUIDFormat.accepts(bytes)
    case .jsonPointer: PointerFormat.isPointer(bytes)
    case .relativeJSONPointer: PointerFormat.isRelativePointer(bytes)
    case .regex: RegexFormat.accepts(bytes)
    }
  }

  /// What a message says is wanted, with an example where that tells more.
  var phrase: String {
    switch self {
    case .dateTime: "a date and time such as 2026-01-31T09:30:00Z"
    case .date: "a date such as 2026-01-31"
    case .time: "a time such as 09:30:00Z"
    case .duration: "a duration such as P3DT12H"
    case .email, .idnEmail: "an e-mail address"
    case .hostname, .idnHostname: "a host name"
    case .ipv4: "an IPv4 address"
    case .ipv6: "an IPv6 address"
    case .uri: "an absolute URI such as https://example.com/"
    case .uriReference: "a URI or relative reference"
    case .iri: "an absolute IRI such as https://example.com/"
    case .iriReference: "an IRI or relative reference"
    case .uriTemplate: "a URI template"
    case .uuid: "a UUID"
    case .jsonPointer: "a JSON pointer such as /name"
    case .relativeJSONPointer: "a relative JSON pointer such as 1/name"
    case .regex: "a regular expression (ECMA-262)"
    }
  }
}
