/// How many elements two collections have in common at their starts, and of what is left at their ends.
struct CommonEnds {
  let start: Int
  let end: Int

  init<Elements: RandomAccessCollection>(_ old: Elements, _ new: Elements)
  where Elements.Element: Equatable, Elements.Index == Int {
    let shorter = min(old.count, new.count)
    var start = 0
    while start < shorter, old[start] == new[start] { start += 1 }
    var end = 0
    while end < shorter - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    self.start = start
    self.end = end
  }
}
