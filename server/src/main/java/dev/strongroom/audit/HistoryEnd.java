package dev.strongroom.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a day's file of checkpoints ends, read from its last few kilobytes.
///
/// @param lastNote the last note that is whole; in a long file without one, what lies there
/// @param wholeBytes where that note ends, with the empty line behind it
/// @param unfinished whether something follows it
record HistoryEnd(Optional<String> lastNote, long wholeBytes, boolean unfinished) {
  /// Longer than the longest note with what an interrupted write can leave behind it.
  static final int TAIL_BYTES = 16 * 1_024;

  /// A byte is a character here, so that positions are positions in the file.
  private static final Pattern NOTE_END =
      Pattern.compile("\\n\\n(?:\u00e2\u0080\u0094 [^\\n]+\\n)+\\n");

  static HistoryEnd of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(0, channel.size() - TAIL_BYTES);
      ByteBuffer tail = ByteBuffer.allocate((int) (channel.size() - from));
      boolean more = true;
      while (more && tail.hasRemaining()) {
        more = channel.read(tail, from + tail.position()) >= 0;
      }
      return of(new String(tail.array(), StandardCharsets.ISO_8859_1), from);
    }
  }

  private static HistoryEnd of(String tail, long from) {
    Matcher matcher = NOTE_END.matcher(tail);
    int begin = 0;
    int end = 0;
    while (matcher.find()) {
      begin = end;
      end = matcher.end();
    }
    if (end == 0) {
      Optional<String> noNote = from == 0 ? Optional.empty() : Optional.of(tail);
      return new HistoryEnd(noNote, from, !tail.isEmpty());
    }
    byte[] note = tail.substring(begin, end - 1).getBytes(StandardCharsets.ISO_8859_1);
    return new HistoryEnd(
        Optional.of(new String(note, StandardCharsets.UTF_8)), from + end, end < tail.length());
  }
}
