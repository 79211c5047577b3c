package dev.strongroom.audit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// One mapped file of the journal: a header, then frames, then zeros. A frame is length, CRC32C,
/// pending id (0 for records of reads) and the record, padded to eight bytes. The checksum covers
/// the record's number too, so a frame that was moved is not taken for another.
///
/// The length is written last: whoever sees it, sees the frame whole, also in another process and
/// also after SIGKILL.
final class Segment implements AutoCloseable {
  static final String SUFFIX = ".seg";
  static final long HEADER_BYTES = 64;
  private static final Pattern FILE = Pattern.compile("([0-9]{6,12})\\.seg");
  private static final long MAGIC = 0x5354524155444954L; // "STRAUDIT"
  private static final int FORMAT = 1;
  private static final int FRAME_HEADER_BYTES = 16;
  private static final long ALIGNMENT = 8;
  private static final int ZEROS = 64 * 1_024;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
  private static final VarHandle LENGTH = INT.varHandle();
  private static final int HEADER_CRC_AT = 40;

  /// @param first the number of the segment's first record, from 0
  /// @param unsettledFrom no record before this one has a pending row any more
  /// @param highestPending the highest pending id in use when the segment was begun
  record Header(long first, long unsettledFrom, long highestPending) {}

  /// What lies where a frame may begin.
  sealed interface Found {
    record Frame(long pendingId, byte[] record, long end) implements Found {}

    /// Zeros: nothing was written here yet.
    record Nothing() implements Found {}

    record Broken(String what) implements Found {}
  }

  private final Path file;
  private final Arena arena;
  private final MemorySegment map;

  private Segment(Path file, Arena arena, MemorySegment map) {
    this.file = file;
    this.arena = arena;
    this.map = map;
  }

  static Path file(Path folder, long number) {
    return folder.resolve(String.format("%06d", number) + SUFFIX);
  }

  static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  /// The segment files of a folder, oldest first.
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> FILE.matcher(file.getFileName().toString()).matches())
          .sorted((a, b) -> Long.compare(number(a), number(b)))
          .toList();
    }
  }

  static Segment forWriting(Path file) throws IOException {
    return map(file, MapMode.READ_WRITE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  static Segment forReading(Path file) throws IOException {
    return map(file, MapMode.READ_ONLY, StandardOpenOption.READ);
  }

  /// The arena lives as long as the segment, which closes it.
  @SuppressWarnings("MustBeClosedChecker")
  private static Segment map(Path file, MapMode mode, StandardOpenOption... options)
      throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, options)) {
      return new Segment(file, arena, channel.map(mode, 0, channel.size(), arena));
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  String name() {
    return file.getFileName().toString();
  }

  long number() {
    return number(file);
  }

  Path file() {
    return file;
  }

  /// Empty when the segment was prepared and not begun, or its header is not whole.
  Optional<Header> header() {
    if (map.byteSize() < HEADER_BYTES
        || map.get(LONG, 0) != MAGIC
        || map.get(INT, 8) != FORMAT
        || map.get(INT, HEADER_CRC_AT) != headerSum()) {
      return Optional.empty();
    }
    VarHandle.acquireFence();
    return Optional.of(new Header(map.get(LONG, 16), map.get(LONG, 24), map.get(LONG, 32)));
  }

  /// Whoever sees the header of a segment sees all frames of the one before it.
  void begin(Header header) {
    VarHandle.releaseFence();
    map.set(LONG, 0, MAGIC);
    map.set(INT, 8, FORMAT);
    map.set(LONG, 16, header.first());
    map.set(LONG, 24, header.unsettledFrom());
    map.set(LONG, 32, header.highestPending());
    map.set(INT, HEADER_CRC_AT, headerSum());
  }

  /// The segment's number is part of the sum: a renamed file does not pass.
  private int headerSum() {
    CRC32C sum = new CRC32C();
    sum.update(map.asSlice(0, HEADER_CRC_AT).asByteBuffer());
    sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number()));
    return (int) sum.getValue();
  }

  boolean fits(long offset, int recordBytes) {
    return offset + frameBytes(recordBytes) <= map.byteSize();
  }

  /// Writes a frame at `offset`, which must lie in zeros; gives where the next one begins.
  long append(long offset, long index, long pendingId, byte[] record) {
    MemorySegment.copy(
        record, 0, map, ValueLayout.JAVA_BYTE, offset + FRAME_HEADER_BYTES, record.length);
    map.set(LONG, offset + 8, pendingId);
    map.set(INT, offset + 4, sum(index, pendingId, record));
    LENGTH.setRelease(map, offset, record.length);
    return offset + frameBytes(record.length);
  }

  Found at(long offset, long index) {
    if (offset + FRAME_HEADER_BYTES > map.byteSize()) {
      return new Found.Nothing();
    }
    int length = (int) LENGTH.getAcquire(map, offset);
    if (length == 0) {
      return new Found.Nothing();
    }
    if (length < 0 || length > Limits.RECORD_BYTES || !fits(offset, length)) {
      return new Found.Broken("its length " + length + " is impossible");
    }
    long pendingId = map.get(LONG, offset + 8);
    byte[] record = map.asSlice(offset + FRAME_HEADER_BYTES, length).toArray(ValueLayout.JAVA_BYTE);
    return map.get(INT, offset + 4) == sum(index, pendingId, record)
        ? new Found.Frame(pendingId, record, offset + frameBytes(length))
        : new Found.Broken("its checksum does not fit");
  }

  /// Whether nothing but zeros follows `offset`.
  boolean blankFrom(long offset) {
    MemorySegment zeros = MemorySegment.ofArray(new byte[ZEROS]);
    long end = map.byteSize();
    for (long at = offset; at < end; at += ZEROS) {
      long length = Math.min(ZEROS, end - at);
      if (MemorySegment.mismatch(map, at, at + length, zeros, 0, length) >= 0) {
        return false;
      }
    }
    return true;
  }

  void blankOutFrom(long offset) {
    map.asSlice(Math.min(offset, map.byteSize())).fill((byte) 0);
  }

  void force(Disk disk, long from, long to) throws IOException {
    disk.force(file, from, map.asSlice(from, to - from));
  }

  void force(Disk disk) throws IOException {
    disk.force(file, 0, map);
  }

  @Override
  public void close() {
    arena.close();
  }

  private static int sum(long index, long pendingId, byte[] record) {
    CRC32C sum = new CRC32C();
    sum.update(record);
    byte[] rest = new byte[Long.BYTES * 2];
    for (int i = 0; i < Long.BYTES; i += 1) {
      rest[i] = (byte) (index >> (8 * i));
      rest[Long.BYTES + i] = (byte) (pendingId >> (8 * i));
    }
    sum.update(rest);
    return (int) sum.getValue();
  }

  private static long frameBytes(int recordBytes) {
    return (FRAME_HEADER_BYTES + recordBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
