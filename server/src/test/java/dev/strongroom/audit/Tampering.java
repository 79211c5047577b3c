package dev.strongroom.audit;

import dev.strongroom.kernel.AuditEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What somebody with the disk can do: rewrite the journal with good checksums.
final class Tampering {
  private static final AuditEventCodec CODEC = new AuditEventCodec(_ -> 403, _ -> "");

  private Tampering() {}

  /// Puts `entry` in the place of record `index`, in a log of one segment.
  static void rewrite(Path folder, long index, AuditEntry entry) throws Exception {
    List<byte[]> records = records(folder);
    records.set((int) index, CODEC.encode(entry));
    write(folder, records);
  }

  static void remove(Path folder, long index) throws Exception {
    List<byte[]> records = records(folder);
    records.remove((int) index);
    write(folder, records);
  }

  static void swap(Path folder, int one, int other) throws Exception {
    List<byte[]> records = records(folder);
    byte[] kept = records.get(one);
    records.set(one, records.get(other));
    records.set(other, kept);
    write(folder, records);
  }

  private static List<byte[]> records(Path folder) {
    List<byte[]> records = new ArrayList<>();
    try (AuditReader reader = AuditReader.from(folder, 0).orElseThrow()) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        records.add(entry.get().json());
      }
    }
    return records;
  }

  private static void write(Path folder, List<byte[]> records) throws Exception {
    try (Segment segment = Segment.forWriting(Segment.file(folder, 1))) {
      segment.blankOutFrom(Segment.HEADER_BYTES);
      long offset = Segment.HEADER_BYTES;
      for (int i = 0; i < records.size(); i += 1) {
        offset = segment.append(offset, i, 0, records.get(i));
      }
    }
  }
}
