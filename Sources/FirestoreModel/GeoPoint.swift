/// A place on the Earth in degrees (google.type.LatLng).
public struct GeoPoint: Sendable, Equatable {
  /// −90 to 90.
  public let latitude: Double
  /// −180 to 180.
  public let longitude: Double

  /// Takes any numbers; `Limits.check` refuses those out of range.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Whether both numbers are finite and in range.
  public var isInRange: Bool { (-90.0...90.0).contains(latitude) && (-180.0...180.0).contains(longitude) }

  /// Strict, as `Value`'s: bit for bit, so that −0.0 and 0.0 differ.
  public static func == (left: GeoPoint, right: GeoPoint) -> Bool {
    Value.identical(left.latitude, right.latitude) && Value.identical(left.longitude, right.longitude)
  }
}
