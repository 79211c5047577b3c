package dev.strongroom.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Our lines in a hosts file. Taking them out leaves the file as it was, byte for byte. The file is
/// written in place, because containers mount it and a mount point cannot be replaced.
record HostsBlock(Path hosts) {
  private static final String BEGIN = "# BEGIN strongroom dev\n";
  private static final String BEGIN_LINE_ENDED = "# BEGIN strongroom dev (ended the line above)\n";
  private static final String END = "# END strongroom dev\n";

  void put(String line) throws IOException {
    String kept = without(read());
    boolean ended = kept.isEmpty() || kept.endsWith("\n");
    write(kept + (ended ? BEGIN : "\n" + BEGIN_LINE_ENDED) + line + "\n" + END);
  }

  /// Whether there was something to take out.
  boolean remove() throws IOException {
    String now = read();
    String kept = without(now);
    if (kept.equals(now)) {
      return false;
    }
    write(kept);
    return true;
  }

  private static String without(String text) {
    return cut(cut(text, BEGIN), "\n" + BEGIN_LINE_ENDED);
  }

  private static String cut(String text, String begin) {
    int from = text.indexOf(begin);
    int end = from < 0 ? -1 : text.indexOf(END, from);
    return end < 0 ? text : text.substring(0, from) + text.substring(end + END.length());
  }

  /// Latin-1 keeps every byte.
  private String read() throws IOException {
    return Files.exists(hosts) ? Files.readString(hosts, StandardCharsets.ISO_8859_1) : "";
  }

  private void write(String text) throws IOException {
    Files.writeString(hosts, text, StandardCharsets.ISO_8859_1);
  }
}
