extension Write {
  /// What can be said against a write without looking at the store.
  ///
  /// - Parameter isAlone: whether it is the request's only write to its document. Else a later one may take back what
  ///   it stores, and `WriteCollapse` judges what is left (recorded).
  func check(isAlone: Bool) throws(ModelError) {
    try checkPrecondition()
    guard case .update(let fields, let mask, let transforms) = operation else { return }
    if let mask {
      for path in mask.paths where !Self.isName(path) { try Self.check(maskPath: path) }
      try ValueCheck.check(fields, .arrays)
      if isAlone {
        var picked = Fields()
        picked.update(with: fields, mask)
        try ValueCheck.check(picked)
      }
    } else {
      try ValueCheck.check(fields, isAlone ? .all : .arrays)
    }
    for transform in transforms { try Self.check(transform) }
    try Self.checkOverlap(transforms)
  }

  private func checkPrecondition() throws(ModelError) {
    switch precondition {
    case .none:
      if case .verify = operation {
        throw ModelError(code: "write/verify", message: "a verify must contain a precondition")
      }
    case .exists: break
    case .updateTime(let time):
      guard time.nanoseconds % 1_000 == 0 else {
        throw ModelError(
          code: "timestamp/precision", message: "timestamp cannot have more than microseconds precision")
      }
      guard time.seconds >= 0, time.isInRange else {
        throw ModelError(code: "timestamp/range", message: "Only timestamps past epoch are supported.")
      }
    }
  }

  /// Recorded: a mask may name `__name__`, the document's own name, to no effect.
  private static func isName(_ path: FieldPath) -> Bool {
    path.segments.count == 1 && path.segments[0].utf8.elementsEqual("__name__".utf8)
  }

  private static func check(maskPath path: FieldPath) throws(ModelError) {
    guard path.segments.count <= Limits.maskPathSegmentCount else {
      throw ModelError(
        code: "field-path/length", message: "paths must have at most \(Limits.maskPathSegmentCount) elements",
        fieldPath: path)
    }
    guard path.segments.reduce(-1, { $0 + $1.utf8.count + 1 }) <= Limits.maskPathByteCount else {
      throw ModelError(
        code: "field-path/length", message: "property path is longer than \(Limits.maskPathByteCount) bytes.")
    }
    try checkReserved(path)
  }

  private static func checkReserved(_ path: FieldPath) throws(ModelError) {
    for segment in path.segments where ResourceID.isReserved(segment) {
      throw ModelError(
        code: "field/reserved", message: "Invalid reserved name in field path \(ModelError.excerpt(segment))",
        hint: "names that start and end with \"__\" belong to Firestore", fieldPath: path)
    }
  }

  private static func check(_ transform: FieldTransform) throws(ModelError) {
    try checkReserved(transform.path)
    do throws(ModelError) {
      switch transform.operation {
      case .serverTimestamp: break
      case .increment(let operand), .maximum(let operand), .minimum(let operand):
        switch operand {
        case .integer, .double: break
        default:
          throw ModelError(
            code: "write/transform", message: "Input must be int64 or double.",
            hint: "the operand is of type \(operand.typeName)")
        }
      case .appendMissing(let operands):
        for operand in operands { try ValueCheck.check(element: operand, .all) }
      case .removeAll(let operands):
        for operand in operands { try ValueCheck.check(element: operand, []) }
      }
    } catch {
      throw error.at(transform.path)
    }
  }

  /// A field and one within it cannot be transformed by the same write; the same field can, in order.
  private static func checkOverlap(_ transforms: [FieldTransform]) throws(ModelError) {
    guard transforms.count > 1 else { return }
    let paths = transforms.map(\.path).sorted()
    // In path order what lies below a path follows it at once, equal paths aside.
    for (index, path) in paths.enumerated().dropFirst() {
      let before = paths[index - 1]
      if before.segments.count < path.segments.count, before.isPrefix(of: path) {
        throw ModelError(
          code: "write/transform",
          message: "Cannot transform property \(before) and its nested property at the same time.",
          fieldPath: path)
      }
    }
  }
}

extension Fields {
  /// Sets or removes each path of a mask as `fields` has it or not; without a mask, takes all of `fields` instead.
  mutating func update(with fields: Fields, _ mask: FieldMask?) {
    guard let mask else {
      self = fields
      return
    }
    for path in mask.paths {
      if let value = fields[path] {
        set(value, at: path)
      } else {
        remove(at: path)
      }
    }
  }
}
