package dev.strongroom.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads the records of a log's folder in order, also while a server writes it. It needs no
/// database and no key.
public final class AuditReader implements AutoCloseable {
  /// @param index the record's number, from 0
  /// @param json the record as it was hashed
  public record Entry(long index, byte[] json, long pendingId) {
    public String text() {
      return new String(json, StandardCharsets.UTF_8);
    }
  }

  private final Path folder;
  private Segment segment;
  private long offset = Segment.HEADER_BYTES;
  private long index;

  private AuditReader(Path folder, Segment segment, long index) {
    this.folder = folder;
    this.segment = segment;
    this.index = index;
  }

  /// A reader whose next record is number `from`, or the first one if the folder begins later.
  /// Empty when the folder has no log yet.
  public static Optional<AuditReader> from(Path folder, long from) {
    Optional<AuditReader> reader = atSegmentOf(folder, from);
    reader.ifPresent(start -> start.skipTo(from));
    return reader;
  }

  /// A reader at the beginning of the segment that holds record `index`, or of the first segment.
  static Optional<AuditReader> atSegmentOf(Path folder, long index) {
    try {
      List<Path> files = Segment.files(folder);
      Optional<AuditReader> start = Optional.empty();
      for (int i = files.size() - 1; i >= 0; i -= 1) {
        Segment candidate = Segment.forReading(files.get(i));
        Optional<Segment.Header> header = candidate.header();
        if (header.isEmpty()) {
          candidate.close();
          continue;
        }
        start.ifPresent(AuditReader::close);
        start = Optional.of(new AuditReader(folder, candidate, header.get().first()));
        if (header.get().first() <= index) {
          break;
        }
      }
      return start;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next record, or empty when there is none yet; ask again later. Throws [DamagedRecord].
  public Optional<Entry> next() {
    Optional<Entry> entry = here();
    while (entry.isEmpty()) {
      Optional<Segment> following = following();
      if (following.isEmpty()) {
        return Optional.empty();
      }
      // The writer may have filled this segment between the two looks.
      entry = here();
      if (entry.isEmpty()) {
        moveTo(following.get());
        entry = here();
      } else {
        following.get().close();
      }
    }
    return entry;
  }

  public long index() {
    return index;
  }

  String segmentName() {
    return segment.name();
  }

  long offset() {
    return offset;
  }

  Path segmentFile() {
    return segment.file();
  }

  Segment.Header header() {
    return segment.header().orElseThrow();
  }

  @Override
  public void close() {
    segment.close();
  }

  private void skipTo(long from) {
    boolean more = true;
    while (more && index < from) {
      more = next().isPresent();
    }
  }

  private Optional<Entry> here() {
    return switch (segment.at(offset, index)) {
      case Segment.Found.Nothing() -> Optional.empty();
      case Segment.Found.Broken(String what) ->
          throw new DamagedRecord(segment.name(), index, what);
      case Segment.Found.Frame(long pendingId, byte[] record, long end) -> {
        Entry entry = new Entry(index, record, pendingId);
        offset = end;
        index += 1;
        yield Optional.of(entry);
      }
    };
  }

  /// The segment after this one, once it was begun.
  private Optional<Segment> following() {
    try {
      Path file = Segment.file(folder, segment.number() + 1);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      Segment next = Segment.forReading(file);
      if (next.header().isPresent()) {
        return Optional.of(next);
      }
      next.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void moveTo(Segment next) {
    long first = next.header().orElseThrow().first();
    if (first != index) {
      next.close();
      String name = segment.name();
      throw new DamagedRecord(name, index, "it is missing; the next segment begins with " + first);
    }
    segment.close();
    segment = next;
    offset = Segment.HEADER_BYTES;
  }
}
