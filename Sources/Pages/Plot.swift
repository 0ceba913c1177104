/// Plots as SVG, readable in any width: pictures stretch, while all writing stays text of the page.
public enum Plot {
  /// One bar: what it counts, and how many.
  public struct Bar: Sendable {
    public let label: String
    public let count: Int

    public init(_ label: String, _ count: Int) {
      self.label = label
      self.count = count
    }
  }

  /// A few plots beside each other where there is room.
  public static func group(_ plots: [(title: String, plot: HTML)]) -> HTML {
    .of(
      "div", ["class": "plots"],
      plots.map { .of("section", [:], .of("h2", [:], .text($0.title)), $0.plot) })
  }

  /// Lying bars with their labels and counts, one a line, in the order given.
  public static func bars(_ bars: [Bar]) -> HTML {
    let largest = max(1, bars.map(\.count).max() ?? 1)
    return .of(
      "table", ["class": "plot"],
      [
        .of(
          "tbody", [:],
          bars.map { bar in
            .of(
              "tr", [:], .of("td", [:], .text(bar.label)),
              .of("td", ["class": "stroke"], stroke(bar.count, of: largest)),
              .of("td", ["class": "number"], .text(grouped(bar.count))))
          })
      ])
  }

  private static func stroke(_ count: Int, of largest: Int) -> HTML {
    // What is there at all is seen.
    let width = count == 0 ? 0 : max(8, count * 1000 / largest)
    return .of(
      "svg", ["viewBox": "0 0 1000 10", "preserveAspectRatio": "none", "aria-hidden": "true"],
      .of("rect", ["class": "bar", "width": String(width), "height": "10"]))
  }

  /// Standing bars of one span of time after the other, over names of some of them; the largest stands above.
  public static func timeline(_ bars: [Bar], of what: String) -> HTML {
    guard let first = bars.first, let last = bars.last else { return .none }
    let largest = max(1, bars.map(\.count).max() ?? 1)
    let peak = bars.first { $0.count == largest } ?? first
    // Few bars are no wider for it.
    let places = max(bars.count, fewest)
    let rows = bars.enumerated().map { index, bar -> HTML in
      let height = bar.count == 0 ? 0 : max(20, bar.count * 1000 / largest)
      return .of(
        "rect",
        [
          "class": "bar", "x": String(index * 10 + 1), "y": String(1000 - height), "width": "8",
          "height": String(height),
        ], .of("title", [:], .text("\(bar.label): \(grouped(bar.count))")))
    }
    let lines = [0, 500].map { y -> HTML in
      .of(
        "line",
        [
          "class": "axis", "x1": "0", "x2": String(places * 10), "y1": String(y), "y2": String(y),
          "vector-effect": "non-scaling-stroke",
        ])
    }
    // The middle one's name where it is not beside another's.
    let named = bars.count < fewest ? [first, last] : [first, bars[bars.count / 2], last]
    return .of(
      "div", ["class": "timeline"],
      .of("p", ["class": "soft"], .text("most: \(grouped(peak.count)) \(what), \(peak.label)")),
      .of(
        "svg",
        [
          "viewBox": "0 0 \(places * 10) 1000", "preserveAspectRatio": "none", "role": "img",
          "aria-label": "\(what) from \(first.label) to \(last.label)",
        ], lines + rows),
      .of(
        "div", ["class": bars.count < fewest ? "ends soft few" : "ends soft"],
        bars.count > 1
          ? named.map { .of("span", [:], .text($0.label)) } : [.of("span", [:], .text(first.label))]))
  }

  /// The places that a timeline has at least.
  private static let fewest = 24

  /// `12,345`.
  public static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var text: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
