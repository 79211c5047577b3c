package dev.strongroom.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Looks for numbers in everything that a process of ours has in memory, in the forms that programs
/// keep numbers in. Two windows of each form are looked for, so that half of a number counts too.
final class MemoryImage {
  private static final int WINDOW = 12;
  private static final int CHUNK = 1 << 22;
  private static final int PAIRS = 1 << 16;

  private record Needle(String name, byte[] bytes) {}

  private final List<Needle> needles = new ArrayList<>();
  private final BitSet beginnings = new BitSet(PAIRS);

  /// Adds a number to look for, under a name.
  MemoryImage with(String name, BigInteger number, int length) {
    byte[] bytes = fixed(number, length);
    form(name + " as bytes", bytes);
    form(name + " as limbs of a library", grouped(bytes, length));
    form(name + " as a BigInteger", grouped(bytes, Integer.BYTES));
    form(name + " as longs", grouped(bytes, Long.BYTES));
    form(name + " in hex", ascii(HexFormat.of().formatHex(bytes)));
    for (int shift = 0; shift < 3; shift += 1) {
      byte[] shifted = Arrays.copyOfRange(bytes, shift, length);
      form(name + " in base64", ascii(Base64.getUrlEncoder().encodeToString(shifted)));
      form(name + " in base64", ascii(Base64.getEncoder().encodeToString(shifted)));
    }
    return this;
  }

  private void form(String name, byte[] bytes) {
    for (int at : new int[] {bytes.length / 8, bytes.length / 2}) {
      byte[] window = Arrays.copyOfRange(bytes, at, at + WINDOW);
      needles.add(new Needle(name, window));
      beginnings.set(pair(window, 0));
    }
  }

  /// The names of what is in the memory of the process now. It stands still meanwhile.
  Set<String> found(long pid) throws IOException, InterruptedException {
    signal("STOP", pid);
    try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
      Set<String> found = new TreeSet<>();
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
        String[] words = line.split("\\s+");
        boolean special = line.endsWith("[vvar]") || line.endsWith("[vsyscall]");
        if (words[1].startsWith("r") && !special) {
          String[] range = words[0].split("-");
          search(memory, Long.parseLong(range[0], 16), Long.parseLong(range[1], 16), found);
        }
      }
      return found;
    } finally {
      signal("CONT", pid);
    }
  }

  private void search(RandomAccessFile memory, long from, long to, Set<String> found)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long at = from; at < to; at += CHUNK - WINDOW) {
      int length = (int) Math.min(CHUNK, to - at);
      memory.seek(at);
      try {
        memory.readFully(chunk, 0, length);
      } catch (IOException unmapped) {
        continue; // as pages of a device
      }
      search(chunk, length, found);
    }
  }

  private void search(byte[] chunk, int length, Set<String> found) {
    for (int i = 0; i + WINDOW <= length; i += 1) {
      if (beginnings.get(pair(chunk, i))) {
        for (Needle needle : needles) {
          if (Arrays.equals(needle.bytes(), 0, WINDOW, chunk, i, i + WINDOW)) {
            found.add(needle.name());
          }
        }
      }
    }
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << Byte.SIZE | (bytes[at + 1] & 0xff);
  }

  private static byte[] grouped(byte[] bytes, int group) {
    byte[] turned = bytes.clone();
    for (int i = 0; i < bytes.length; i += 1) {
      int start = i - i % group;
      turned[start + group - 1 - i % group] = bytes[i];
    }
    return turned;
  }

  private static byte[] fixed(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int given = Math.min(length, bytes.length);
    System.arraycopy(bytes, bytes.length - given, fixed, length - given, given);
    return fixed;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }
}
