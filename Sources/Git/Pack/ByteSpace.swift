/// Memory that is used again and again for texts of different sizes. Whoever owns it frees it.
struct ByteSpace {
  private var whole = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var count = 0

  /// What is in it after that is not defined.
  mutating func resize(to count: Int) {
    if whole.count < count || whole.baseAddress == nil {
      whole.deallocate()
      whole = .allocate(byteCount: max(count, 2 * whole.count, 4_096), alignment: 1)
    }
    self.count = count
  }

  var space: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: whole[..<count]) }
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(space) }

  func deallocate() { whole.deallocate() }
}
