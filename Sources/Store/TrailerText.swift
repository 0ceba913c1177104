internal import DocumentCodec
public import FirestoreModel

/// Document paths in trailers: ids escaped as file names are, `,` too; `/` between them raw.
public enum TrailerText {
  public static func escape(_ path: DocumentPath) -> String {
    path.segments.map { escape(id: $0) }.joined(separator: "/")
  }

  /// One id (or an actor's name) in printable ASCII without a comma, colon or equals sign.
  public static func escape(id: String) -> String {
    FileName.escape(id: id).split(separator: ",", omittingEmptySubsequences: false).joined(separator: "%2C")
  }

  /// A list of paths as `escape` wrote it; what is not one is left out.
  public static func paths(_ text: String) -> [DocumentPath] {
    text.split(separator: ",").compactMap { path in
      let segments = path.split(separator: "/").compactMap { segment in
        try? FileName.unescape(
          name: segment.split(separator: "%2C", omittingEmptySubsequences: false).joined(separator: ","))
      }
      return try? DocumentPath(segments: segments)
    }
  }
}
