internal import Hashing
public import Platform

extension IndexFile {
  /// What the index shall say of a path.
  public enum Edit: Sendable {
    /// The path holds this blob; the status is the file's after it was written, nil when no file was (skip-worktree).
    case put(ObjectID, FileStatus?)
    case remove
    /// The path is in conflict: what the common ancestor and the two sides have there; nil where a side has nothing.
    case conflict(
      base: (mode: EntryMode, id: ObjectID)?, ours: (mode: EntryMode, id: ObjectID)?,
      theirs: (mode: EntryMode, id: ObjectID)?)
  }

  /// The bytes of the index with these paths changed; everything else stays as it is, the skip-worktree bit of a
  /// changed path too. The cached trees of the folders above are dropped, the others kept.
  public func applying(_ edits: [(path: String, edit: Edit)]) -> [UInt8] {
    let sorted = edits.map { (path: Array($0.path.utf8), edit: $0.edit) }
      .sorted { $0.path.lexicographicallyPrecedes($1.path) }
    var newBody: [UInt8] = []
    newBody.reserveCapacity(body.count + sorted.count * 128)
    var newSpans: [Span] = []
    newSpans.reserveCapacity(spans.count + sorted.count)
    var copied = 0
    for (path, edit) in sorted {
      var (position, found) = find(path)
      copy(copied..<position, to: &newBody, &newSpans)
      let old = found ? entry(spans[position]) : nil
      while found {
        position += 1
        found = position < spans.count && find(path).found && entryPath(position) == path
      }
      copied = position
      switch edit {
      case .put(let id, let status):
        append(path, id, status, skipWorktree: old?.isSkipWorktree == true, to: &newBody, &newSpans)
      case .remove: break
      case .conflict(let base, let ours, let theirs):
        for (stage, side) in [(1, base), (2, ours), (3, theirs)] {
          guard let side else { continue }
          append(
            path, side.id, nil, mode: side.mode, stage: stage, skipWorktree: false, to: &newBody, &newSpans)
        }
      }
    }
    copy(copied..<spans.count, to: &newBody, &newSpans)
    return encode(newBody, newSpans, changed: sorted.map(\.path))
  }

  /// Marks a kept entry whose file may have changed unseen: one of the very moment in which the old index was written.
  ///
  /// The old index's time says that it must be looked at again; the new one's would not. A size of zero says it, as
  /// git's own `ce_smudge_racily_clean_entry` does.
  private func forgetRacyStatus(_ newBody: inout [UInt8], at start: Int) {
    let changed = (Int64(newBody.bigEndian32(at: start + 8)), Int64(newBody.bigEndian32(at: start + 12)))
    if modified.seconds == 0 || changed < modified { return }
    for byte in 36..<40 { newBody[start + byte] = 0 }
  }

  private func entryPath(_ index: Int) -> [UInt8] {
    Array(body[Int(spans[index].pathStart)..<Int(spans[index].pathStart + spans[index].pathLength)])
  }

  private func copy(_ range: Range<Int>, to newBody: inout [UInt8], _ newSpans: inout [Span]) {
    guard let first = range.first, let last = range.last else { return }
    let start = Int(spans[first].start)
    let shift = Int32(newBody.count - start)
    newBody += body[start..<Int(spans[last].end)]
    for index in range {
      let span = spans[index]
      newSpans.append(
        Span(
          start: span.start + shift, pathStart: span.pathStart + shift, pathLength: span.pathLength,
          end: span.end + shift))
      forgetRacyStatus(&newBody, at: Int(span.start + shift))
    }
  }

  private func append(
    _ path: [UInt8], _ id: ObjectID, _ status: FileStatus?, mode: EntryMode = .file, stage: Int = 0,
    skipWorktree: Bool, to newBody: inout [UInt8], _ newSpans: inout [Span]
  ) {
    let start = newBody.count
    let words: [UInt32] = [
      UInt32(truncatingIfNeeded: status?.changedSeconds ?? 0),
      UInt32(truncatingIfNeeded: status?.changedNanoseconds ?? 0),
      UInt32(truncatingIfNeeded: status?.modifiedSeconds ?? 0),
      UInt32(truncatingIfNeeded: status?.modifiedNanoseconds ?? 0),
      UInt32(truncatingIfNeeded: status?.device ?? 0), UInt32(truncatingIfNeeded: status?.inode ?? 0),
      mode.rawValue, status?.user ?? 0, status?.group ?? 0,
      UInt32(truncatingIfNeeded: status?.size ?? 0),
    ]
    for word in words { newBody.appendBigEndian(word) }
    id.append(to: &newBody)
    let flags = UInt16(min(path.count, 0xFFF)) | UInt16(stage) << 12 | (skipWorktree ? 0x4000 : 0)
    newBody.append(UInt8(flags >> 8))
    newBody.append(UInt8(flags & 0xFF))
    if skipWorktree { newBody += [0x40, 0] }
    let pathStart = newBody.count
    newBody += path
    repeat { newBody.append(0) } while (newBody.count - start) & 7 != 0
    newSpans.append(
      Span(
        start: Int32(start), pathStart: Int32(pathStart), pathLength: Int32(path.count),
        end: Int32(newBody.count)))
  }

  private func encode(_ newBody: [UInt8], _ newSpans: [Span], changed: [[UInt8]]) -> [UInt8] {
    let isExtended = newSpans.contains { newBody[Int($0.start) + 60] & 0x40 != 0 }
    let newVersion: UInt32 = version == 4 ? 4 : (isExtended ? 3 : max(2, version == 3 ? 2 : version))
    var result = Array("DIRC".utf8)
    result.reserveCapacity(newBody.count + 4096)
    result.appendBigEndian(newVersion)
    result.appendBigEndian(UInt32(newSpans.count))
    if newVersion == 4 { compress(newBody, newSpans, to: &result) } else { result += newBody }
    for (signature, content) in extensions {
      switch String(decoding: signature, as: UTF8.self) {
      case "TREE":
        guard let kept = CacheTree.invalidating(changed, in: content) else { continue }
        result += signature
        result.appendBigEndian(UInt32(kept.count))
        result += kept
      case "REUC":
        result += signature
        result.appendBigEndian(UInt32(content.count))
        result += content
      default:
        // Caches over entry positions or folder times (UNTR, FSMN, EOIE, IEOT): git makes them again.
        continue
      }
    }
    let digest = result.withUnsafeBytes { Digest.sha1($0) }
    return result + digest
  }

  /// Version 4's entries: what of the path before to drop, what to add, one NUL.
  private func compress(_ newBody: [UInt8], _ newSpans: [Span], to result: inout [UInt8]) {
    var previous: ArraySlice<UInt8> = []
    for span in newSpans {
      result += newBody[Int(span.start)..<Int(span.pathStart)]
      let path = newBody[Int(span.pathStart)..<Int(span.pathStart + span.pathLength)]
      var common = 0
      while common < previous.count, common < path.count,
        previous[previous.startIndex + common] == path[path.startIndex + common]
      { common += 1 }
      var strip = previous.count - common
      var digits = [UInt8(strip & 0x7F)]
      strip >>= 7
      while strip != 0 {
        strip -= 1
        digits.append(0x80 | UInt8(strip & 0x7F))
        strip >>= 7
      }
      result += digits.reversed()
      result += path.dropFirst(common)
      result.append(0)
      previous = path
    }
  }
}
