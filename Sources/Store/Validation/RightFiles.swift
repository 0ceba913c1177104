internal import DocumentCodec
internal import FirestoreModel
internal import Platform

extension JudgedFiles {
  /// Which files are surely right: `findings(ofFile:)` would say nothing of them. Of the others it must be asked.
  public func rightFiles(_ names: ArraySlice<String>) -> [Bool] {
    [Bool](repeating: false, count: names.count)
  }
}

extension WorkingStore {
  /// Fewer are not worth a thread.
  private static let leastForThreads = 256

  /// See `JudgedFiles.rightFiles`. Reads the files on several threads, three system calls each.
  ///
  /// - Parameter names: by path, so that the files of a folder stand together.
  public func rightFiles(_ names: ArraySlice<String>) -> [Bool] {
    let names = Array(names)
    let count = names.count
    guard count > 1 else { return [Bool](repeating: false, count: count) }
    let workers = count < Self.leastForThreads ? 1 : Workers.count()
    // A worker reads what no other writes, and writes the places of its own files only.
    nonisolated(unsafe) let judge = DocumentJudge(settings: settings, schemas: schemas, named: named)
    let directory = directory
    let fanOut = settings.fanOut
    return [Bool](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let answers = buffer
      Workers.run(workers) { worker in
        var reader = DocumentReader(directory: directory, fanOut: fanOut)
        for index in (count * worker / workers)..<(count * (worker + 1) / workers) {
          let document = reader.read(names[index])
          let isRight = document.map { judge.surelyAccepts($0.path, data: $0.data, live: $0.live) } ?? false
          (answers.baseAddress.unsafelyUnwrapped + index).initialize(to: isRight)
        }
      }
      initialized = count
    }
  }
}

/// Reads documents by their files' names; keeps the folders that it has come through open.
private struct DocumentReader {
  private struct Place {
    var data: Folder
    /// nil where there is no such folder below `live/`.
    var live: Folder?
    var place: FolderPlace
  }

  private let directory: String
  private let fanOut: FanOut
  private var places: [String: Place] = [:]
  /// Of the last file, so that its neighbours need no look-up.
  private var last: (folder: String, place: Place)?

  /// Places kept open at most, two descriptors each: a process has some 1,000 for all its threads.
  private static let limit = 24

  init(directory: String, fanOut: FanOut) {
    self.directory = directory
    self.fanOut = fanOut
  }

  /// A document with both its files; nil for what is none, or cannot be read.
  mutating func read(_ name: String) -> (path: DocumentPath, data: [UInt8], live: [UInt8]?)? {
    guard let slash = name.utf8.lastIndex(of: 0x2F) else { return nil }
    let folder = name[..<slash]
    let file = String(name[name.utf8.index(after: slash)...])
    if last.map({ !$0.folder.utf8.elementsEqual(folder.utf8) }) ?? true {
      guard let place = open(String(folder)) else { return nil }
      last = (String(folder), place)
    }
    guard let path = try? last?.place.place.document(file: file), let place = last?.place,
      let data = try? place.data.read(file)
    else { return nil }
    guard let live = place.live else { return (path, data, nil) }
    do throws(FileError) { return (path, data, try live.read(file)) } catch {
      return error.isAbsence ? (path, data, nil) : nil
    }
  }

  private mutating func open(_ folder: String) -> Place? {
    if let last { places[last.folder] = last.place }
    if let known = places[folder] { return known }
    let data = DocumentFolder.data.rawValue
    guard folder == data || folder.hasPrefix(data + "/") else { return nil }
    let below = folder.dropFirst(data.count)
    if places.count >= Self.limit { places.removeAll() }
    guard let files = try? Folder(directory + "/" + folder) else { return nil }
    var live: Folder?
    do throws(FileError) { live = try Folder(directory + "/" + DocumentFolder.live.rawValue + below) } catch {
      if !error.isAbsence { return nil }
    }
    let components = below.split(separator: "/").map(String.init)
    return Place(data: files, live: live, place: FolderPlace(components, fanOut: fanOut))
  }
}
