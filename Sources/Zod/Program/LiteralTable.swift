/// Finds the place of a constant among many, the first if it is there twice.
struct LiteralTable: Sendable {
  private let strings: NameTable
  /// The places of the strings, in the order of `strings`.
  private let stringPlaces: [Int]
  /// -0 and 0 are equal and hash alike, as JavaScript compares them.
  private let numbers: [Double: Int]
  private var null: Int?
  private var bools: (no: Int?, yes: Int?)

  init(_ values: [ZodLiteral]) {
    var names: [[UInt8]] = []
    var places: [Int] = []
    var numbers: [Double: Int] = [:]
    for (place, value) in values.enumerated() {
      switch value {
      case .null: null = null ?? place
      case .bool(false): bools.no = bools.no ?? place
      case .bool(true): bools.yes = bools.yes ?? place
      case .number(let number): if numbers[number] == nil { numbers[number] = place }
      case .string(let bytes):
        names.append(bytes)
        places.append(place)
      }
    }
    strings = NameTable(names)
    stringPlaces = places
    self.numbers = numbers
  }

  func placeOfNull() -> Int? { null }
  func place(of value: Bool) -> Int? { value ? bools.yes : bools.no }
  func place(of value: Double) -> Int? { numbers[value] }
  func place(of value: UnsafeBufferPointer<UInt8>) -> Int? {
    strings.place(of: value).map { stringPlaces[$0] }
  }
}
